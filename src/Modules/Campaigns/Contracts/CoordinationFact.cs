using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What an event says of who coordinates an organiser, campaign, program or session itself: a person does from now on, or
/// does no more. For modules downstream that count coordinators.
/// </summary>
public readonly record struct CoordinationFact(Guid Node, PersonId Person, bool Coordinates)
{
    /// <summary>What this event says, or null: it is about something else.</summary>
    public static CoordinationFact? Of(object e) =>
        e switch
        {
            OrganiserRegistered registered => new(registered.Organiser.Value, registered.Coordinator, true),
            CoordinatorAppointed appointed => new(appointed.Node, appointed.Person, true),
            CoordinatorDismissed dismissed => new(dismissed.Node, dismissed.Person, false),
            _ => null,
        };

    /// <summary>The streams in which the log tells of the coordinators of a node.</summary>
    public static IReadOnlyCollection<Guid> StreamsOf(Guid node) => [node, Coordination.StreamOf(node)];
}
