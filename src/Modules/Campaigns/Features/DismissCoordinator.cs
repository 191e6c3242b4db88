using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>
/// A person coordinates here no more: they leave, or a colleague dismisses them. The last one of an organiser stays until
/// another is appointed, for somebody answers for it always; elsewhere the last one can't leave by themselves, for the
/// coordinators above must know that it is theirs now. An administrator hands an abandoned one over by appointing another.
/// </summary>
internal static class DismissCoordinator
{
    /// <summary>
    /// <paramref name="First"/> is whom the organiser was registered with; null where <paramref name="IsOrganiser"/> is
    /// false. <paramref name="Forgotten"/> are those of the coordinators whom nobody knows any more: they do not count.
    /// </summary>
    internal sealed record Command(
        Guid Node,
        bool NodeExists,
        bool IsOrganiser,
        PersonId? First,
        Standing By,
        PersonId Person,
        IReadOnlyCollection<PersonId> Forgotten,
        DateTimeOffset Now
    );

    private static readonly Refusal LastOne = Refusal.Conflict(
        "last-coordinator",
        "This is the last coordinator here. Appoint another one first."
    );

    internal static Decision<CoordinationEvent> Decide(Coordination coordination, Command c)
    {
        var people = coordination.PeopleWith(c.First);
        var isLast = people.Except(c.Forgotten) is { Count: 1 } left && left.Contains(c.Person);
        return c switch
        {
            { NodeExists: false } => AppointCoordinator.NothingToCoordinate,
            { By.MayNotCoordinate: { } no } => no,
            _ when !people.Contains(c.Person) => [],
            _ when isLast && (c.IsOrganiser || c.Person == c.By.Person) => LastOne,
            _ => [new CoordinatorDismissed(c.Node, c.Person, c.Now)],
        };
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in AppointCoordinator.Kinds)
        {
            routes
                .MapDelete($"/api/v1/{kind}/{{node:guid}}/coordinators/{{person:guid}}", Handle)
                .WithTags("Coordinators")
                .WithSummary($"Dismiss a coordinator, or leave ({kind})")
                .GuardedBy($"/api/v1/{kind}/{{node}}/coordinators")
                .Refuses("last-coordinator");
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid node,
        Guid person,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(node, new(person), acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        Guid node,
        PersonId person,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var people = await planning.Inventory.Coordinators(node, cancellation);
        var names = await planning.People.Names(people, cancellation);
        var organiser = await planning.Log.Fold<Organiser, OrganiserEvent>(node, cancellation);
        var command = new Command(
            node,
            await planning.Inventory.Exists(node, cancellation),
            organiser.State.Exists,
            organiser.State.FirstCoordinator,
            await planning.Rights.At(node, acting.By, cancellation),
            person,
            [.. people.Where(p => !names.ContainsKey(p))],
            acting.Now
        );
        return await planning.Change<Coordination, CoordinationEvent>(
            Coordination.StreamOf(node),
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
