namespace CampaignDashboard.Bench;

/// <summary>How much is measured.</summary>
internal sealed record Scale(
    int Rounds,
    TimeSpan AppendRound,
    int BulkEvents,
    int LogEvents,
    int LogStreams,
    int LogRounds,
    int StreamEvents,
    int LatencySamples,
    int LongLogEvents,
    int Clicks,
    int FigureSessions,
    int FigureUpdates,
    int FigureReads,
    int IngestRounds,
    int DownloadRounds
)
{
    /// <summary>What docs/performance.md shows.</summary>
    public static readonly Scale Full = new(
        5,
        TimeSpan.FromMilliseconds(500),
        BulkEvents: 50_000,
        LogEvents: 200_000,
        LogStreams: 2_000,
        LogRounds: 3,
        StreamEvents: 10_000,
        LatencySamples: 60,
        LongLogEvents: 5_000_000,
        Clicks: 300,
        FigureSessions: 500,
        FigureUpdates: 1_000_000,
        FigureReads: 300,
        IngestRounds: 3,
        DownloadRounds: 3
    );

    /// <summary>Whether it runs at all; its figures say nothing.</summary>
    public static readonly Scale Quick = new(
        2,
        TimeSpan.FromMilliseconds(20),
        BulkEvents: 1_000,
        LogEvents: 5_000,
        LogStreams: 50,
        LogRounds: 1,
        StreamEvents: 500,
        LatencySamples: 5,
        LongLogEvents: 20_000,
        Clicks: 30,
        FigureSessions: 5,
        FigureUpdates: 1_000,
        FigureReads: 5,
        IngestRounds: 1,
        DownloadRounds: 1
    );
}
