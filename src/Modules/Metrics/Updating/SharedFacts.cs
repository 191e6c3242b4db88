using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Appends what a wiki told once of a page or revision to the activity of each session that has it, so that none of them asks
/// again.
/// </summary>
internal sealed class SharedFacts(EventLog log)
{
    /// <summary>
    /// For how long after the end of its window a session is told what others learn; a figure of an older one stays as it is,
    /// unless somebody has that session updated.
    /// </summary>
    private static readonly TimeSpan Told = TimeSpan.FromDays(37);

    /// <summary>Sessions whose window ended after this instant are told.</summary>
    public static DateTimeOffset EndedAfter(UpdateRun run) => run.Now - Told;

    public async Task Append(
        UpdateRun run,
        IEnumerable<(string Key, ActivityEvent Event)> facts,
        CancellationToken cancellation
    )
    {
        foreach (var session in facts.GroupBy(f => f.Event.Session))
        {
            await (
                session.Key == run.Session.Id
                    ? run.Append([.. session], cancellation)
                    : log.AppendOnce<Activity>(
                        Activity.StreamOf(session.Key),
                        [.. session.Select(f => (f.Key, (object)f.Event))],
                        run.Cause,
                        cancellation
                    )
            );
        }
    }
}
