using System.Collections.Immutable;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record CoordinationEvent;

/// <summary>A person became a coordinator of an organiser, campaign, program or session.</summary>
internal sealed record CoordinatorAppointed(Guid Node, PersonId Person, DateTimeOffset At) : CoordinationEvent;

/// <summary>Who coordinates one organiser, campaign, program or session: a stream beside that thing's own.</summary>
internal sealed record Coordination(ImmutableHashSet<PersonId> People) : IAggregate<Coordination, CoordinationEvent>
{
    public static Coordination Initial => new([]);

    public static Guid StreamOf(Guid node) => StreamId.Derived(node, "coordination");

    public static Coordination Evolve(Coordination state, CoordinationEvent e) =>
        e switch
        {
            CoordinatorAppointed appointed => new(state.People.Add(appointed.Person)),
            _ => state,
        };
}
