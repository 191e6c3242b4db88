using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// What the planning slices gather from: the log, the rights, the inventory, accounts, wikis, online links, what may be a
/// goal, and Wikidata items.
/// </summary>
internal sealed record Planning(
    EventLog Log,
    Rights Rights,
    Inventory Inventory,
    People People,
    WikiNames Wikis,
    OnlineLinks Links,
    GoalFigures Goals,
    WikidataItems Items
)
{
    /// <summary>Decides on a stream that is there already; the caller may say which version of it was seen.</summary>
    public Task<Outcome> Change<TState, TEvent>(
        Guid stream,
        Func<TState, Decision<TEvent>> decide,
        Acting acting,
        CancellationToken cancellation
    )
        where TState : IAggregate<TState, TEvent>
        where TEvent : notnull => Log.Transact(stream, decide, acting.Cause, acting.ExpectedVersion, cancellation);
}
