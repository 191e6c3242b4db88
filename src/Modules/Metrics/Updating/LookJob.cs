using CampaignDashboard.Campaigns.Contracts;
using Quartz;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// The time of a session's next look has come: it joins the queue, which plans the look after it. A session that was moved,
/// cancelled, archived or deleted meanwhile is left alone until its time.
/// </summary>
internal sealed class LookJob(LookSchedule schedule, UpdateQueue queue, TimeProvider time) : IJob
{
    /// <summary>Clocks of Hosts differ a little.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var session = SessionId.From(Guid.Parse(context.MergedJobDataMap.GetString(LookSchedule.Session)!));
        switch (await schedule.NextLook(session, cancellationToken))
        {
            case null:
                break;
            case { } next when next > time.GetUtcNow() + Tolerance:
                await schedule.Plan(session, cancellationToken);
                break;
            default:
                await queue.Add(session, cancellationToken);
                break;
        }
    }
}
