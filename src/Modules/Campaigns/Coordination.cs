using System.Collections.Immutable;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record CoordinationEvent;

/// <summary>A person became a coordinator of an organiser, campaign, program or session.</summary>
internal sealed record CoordinatorAppointed(Guid Node, PersonId Person, DateTimeOffset At) : CoordinationEvent;

/// <summary>A person is no coordinator any more, by their own will or a colleague's.</summary>
internal sealed record CoordinatorDismissed(Guid Node, PersonId Person, DateTimeOffset At) : CoordinationEvent;

/// <summary>
/// Who coordinates one organiser, campaign, program or session: a stream beside that thing's own. The person an
/// organiser was registered with is in that organiser's stream, so the commands bring that one along.
/// </summary>
internal sealed record Coordination(ImmutableHashSet<PersonId> Appointed, ImmutableHashSet<PersonId> Dismissed)
    : IAggregate<Coordination, CoordinationEvent>
{
    public static Coordination Initial => new([], []);

    public static Guid StreamOf(Guid node) => StreamId.Derived(node, "coordination");

    /// <summary>Who coordinates now, beginning with the person the organiser was registered with, if any.</summary>
    public ImmutableHashSet<PersonId> PeopleWith(PersonId? first) =>
        first is { } person && !Dismissed.Contains(person) ? Appointed.Add(person) : Appointed;

    public static Coordination Evolve(Coordination state, CoordinationEvent e) =>
        e switch
        {
            CoordinatorAppointed appointed => new(
                state.Appointed.Add(appointed.Person),
                state.Dismissed.Remove(appointed.Person)
            ),
            CoordinatorDismissed dismissed => new(
                state.Appointed.Remove(dismissed.Person),
                state.Dismissed.Add(dismissed.Person)
            ),
            _ => state,
        };
}
