using CampaignDashboard.Host;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>
/// A campaign comes in from its wiki through the engine of data updates, all of it: questions over HTTP, answers read, each
/// edit once in the log, summaries and titles beside it, cursors, figures. What the wiki itself takes, measured alone in the
/// same round, is taken off. Beside it COPY of the very rows into a log without anything else, as many writers at a time and
/// as many rows a transaction.
/// </summary>
internal sealed class IngestRows(UpdateEngine engine, CampaignWiki wiki, BenchStore raw, Scale scale)
{
    public const string Name = "ingest";

    private const int Writers = 8;
    private const int RowsATransaction = 500;

    private const string Copied =
        "select stream_id, version, json, type, mt_dotnet_type from events.mt_events where seq_id > $1 and type = $2 order by seq_id";

    private sealed record Round(double Log, double Figures, double Copy, double WikiMilliseconds);

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var wiki = await CampaignWiki.Start();
        await cluster.CreateDatabase("ingest", CancellationToken.None);
        await using var engine = await UpdateEngine.Start(cluster.ConnectionString("ingest"), wiki.Api);
        await using var raw = await BenchStore.In(cluster, "ingest_raw", CancellationToken.None);
        var rounds = await new IngestRows(engine, wiki, raw, scale).Run();
        var work = $"{Name} of {scale.FigureUpdates:#,0} updates of {scale.FigureSessions} sessions";
        var copy = ("COPY into the log", Array.ConvertAll(rounds, r => r.Copy));
        yield return new($"{work}, into the log", Row.Rate, Array.ConvertAll(rounds, r => r.Log), Goal.AtLeast(50_000))
        {
            Raw = copy,
        };
        yield return new(
            $"{work}, into the figures too",
            Row.Rate,
            Array.ConvertAll(rounds, r => r.Figures),
            Goal.AtLeast(50_000)
        )
        {
            Raw = copy,
        };
        yield return new(
            $"{Name}: the wiki's own answers, taken off",
            Row.Milliseconds,
            Array.ConvertAll(rounds, r => r.WikiMilliseconds)
        );
    }

    private async Task<Round[]> Run()
    {
        await OneRound(new(0, (scale.FigureSessions + 9) / 10, (scale.FigureUpdates + 9) / 10, running: 0));
        var rounds = new Round[scale.IngestRounds];
        for (var n = 0; n < rounds.Length; n++)
        {
            rounds[n] = await OneRound(new(n + 1, scale.FigureSessions, scale.FigureUpdates, running: 0));
        }

        return rounds;
    }

    private async Task<Round> OneRound(EditedCampaign campaign)
    {
        wiki.Tell(campaign);
        await engine.Plan(campaign);
        var before = await engine.Get<Replay>().LastPosition(CancellationToken.None);
        var alone = await wiki.AloneTakes();
        await raw.Execute("checkpoint", CancellationToken.None);
        GC.Collect();
        var (log, figures) = await engine.Ingest(campaign);
        var copy = await Copy(before, campaign.Updates);
        return new(
            Rate(log - alone),
            Rate(figures - alone),
            campaign.Updates / copy.TotalSeconds,
            alone.TotalMilliseconds
        );

        double Rate(TimeSpan taken) => campaign.Updates / taken.TotalSeconds;
    }

    private async Task<TimeSpan> Copy(long before, int count)
    {
        var rows = await engine.Database.Query(
            Copied,
            row => new RawEvent(
                row.GetGuid(0),
                row.GetInt64(1),
                row.GetFieldValue<byte[]>(2),
                row.GetString(3),
                row.GetString(4)
            ),
            CancellationToken.None,
            Sql.Arg(before),
            Sql.Arg(PageUpdates.StoredName)
        );
        if (rows.Count != count)
        {
            throw new InvalidOperationException($"{count} edits were made, {rows.Count} are in the log.");
        }

        await raw.Execute("checkpoint", CancellationToken.None);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            rows.Chunk(RowsATransaction).Index(),
            new ParallelOptions { MaxDegreeOfParallelism = Writers },
            async (some, stop) =>
            {
                await using var connection = await raw.Database.OpenConnectionAsync(stop);
                await using var transaction = await connection.BeginTransactionAsync(stop);
                var at = before + 1 + (some.Index * RowsATransaction);
                await RawLog.Copy(connection, some.Item, some.Item.Length, PageUpdates.From, stop, keyed: true, at: at);
                await transaction.CommitAsync(stop);
            }
        );
        return watch.Elapsed;
    }
}
