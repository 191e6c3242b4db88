using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Follows the log for what changes when a session is looked at: its plan, its wikis, and what becomes of it and of what it
/// belongs to.
/// </summary>
internal sealed class LooksOfPlans(LookSchedule schedule, Plans plans) : ISubscription
{
    public string Name => "looks_of_plans";

    public IReadOnlyCollection<Type> Wants =>
        [typeof(SessionScheduled), typeof(SessionRescheduled), typeof(SessionReinstated), .. PlanLife.Events];

    public async Task Deliver(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        var sessions = events.Select(e => Planned(e.Data)).OfType<SessionId>().ToHashSet();
        foreach (
            var node in events
                .Select(e => PlanLife.Of(e.Data))
                .OfType<PlanLife>()
                .Where(l => !l.Archived)
                .Select(l => l.Node)
                .Distinct()
        )
        {
            sessions.UnionWith(await plans.AllSessionsBelow(node, cancellation));
        }

        foreach (var session in sessions)
        {
            await schedule.Plan(session, cancellation);
        }
    }

    private static SessionId? Planned(object e) =>
        e switch
        {
            SessionScheduled x => x.Session,
            SessionRescheduled x => x.Session,
            SessionReinstated x => x.Session,
            _ => null,
        };
}
