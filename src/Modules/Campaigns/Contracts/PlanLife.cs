namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What an event says of the life of a campaign, program or session: it and what belongs to it may change again from now
/// on, or may not. For modules downstream that do something with plans as time goes by.
/// </summary>
public readonly record struct PlanLife(Guid Node, bool Archived)
{
    /// <summary>The events that say so.</summary>
    public static IReadOnlyCollection<Type> Events => [typeof(PlanArchived), typeof(PlanReopened)];

    /// <summary>What this event says, or null: it is about something else.</summary>
    public static PlanLife? Of(object e) =>
        e switch
        {
            PlanArchived archived => new(archived.Node, true),
            PlanReopened reopened => new(reopened.Node, false),
            _ => null,
        };
}
