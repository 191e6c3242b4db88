using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record LifecycleEvent;

/// <summary>
/// A campaign, program or session is of the past: it leaves the current lists, and neither it nor what belongs to it
/// changes until it is reopened.
/// </summary>
internal sealed record PlanArchived(NodeKind Kind, Guid Node, DateTimeOffset At) : LifecycleEvent;

/// <summary>What was archived may change again.</summary>
internal sealed record PlanReopened(NodeKind Kind, Guid Node, DateTimeOffset At) : LifecycleEvent;

/// <summary>
/// A session belongs to another program, a program to another campaign, or a campaign to another organiser from now on,
/// with all that belongs to it.
/// </summary>
internal sealed record PlanMoved(NodeKind Kind, Guid Node, Guid From, Guid To, DateTimeOffset At) : LifecycleEvent;

/// <summary>What nobody took part in was deleted. Its address is given to no other page; the log keeps what was.</summary>
internal sealed record PlanDeleted(NodeKind Kind, Guid Node, DateTimeOffset At) : LifecycleEvent;

/// <summary>
/// What becomes of a campaign, program or session after it was planned: a stream beside the thing's own.
/// <paramref name="Parent"/> is what it was moved to last, null if it never was.
/// </summary>
internal sealed record Lifecycle(bool Archived, bool Deleted, Guid? Parent) : IAggregate<Lifecycle, LifecycleEvent>
{
    public static Lifecycle Initial => new(Archived: false, Deleted: false, Parent: null);

    public static Guid StreamOf(Guid node) => StreamId.Derived(node, "lifecycle");

    public static Lifecycle Evolve(Lifecycle state, LifecycleEvent e) =>
        e switch
        {
            PlanArchived => state with { Archived = true },
            PlanReopened => state with { Archived = false },
            PlanMoved moved => state with { Parent = moved.To },
            PlanDeleted => state with { Deleted = true },
            _ => state,
        };
}
