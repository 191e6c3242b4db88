using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>
/// A session moves to another program, a program to another campaign, a campaign to another organiser: for who coordinates
/// where it is and where it goes. An administrator hands an abandoned campaign over so.
/// </summary>
internal static class MovePlan
{
    /// <summary>The id of the program, campaign or organiser that it shall belong to.</summary>
    internal sealed record Request(Guid To);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.To).NotEmpty().WithMessage("Say where to.");
    }

    /// <summary>
    /// <paramref name="By"/> is what the caller is to the thing itself, <paramref name="Here"/> to what it belongs to
    /// (<paramref name="Parent"/>), and <paramref name="There"/> to where it goes.
    /// </summary>
    internal sealed record Command(
        Inventory.Node? Node,
        Guid Parent,
        Inventory.Node? Target,
        Standing By,
        Standing Here,
        Standing There,
        DateTimeOffset Now
    );

    internal static Decision<LifecycleEvent> Decide(Lifecycle lifecycle, Command c) =>
        c switch
        {
            { Node: null or { Kind: NodeKind.Organiser } } => AppointCoordinator.NothingToCoordinate,
            { By.MayNotCoordinate: { } no } => no,
            { Here.MayNotCoordinate: { } no } => no,
            _ when c.Target?.Kind != c.Node.Kind - 1 => Refusal.Invalid(
                "wrong-place",
                "A session belongs to a program, a program to a campaign, a campaign to an organiser. Choose one of those."
            ),
            { There.MayNotCoordinate: { } no } => no,
            _ when (lifecycle.Parent ?? c.Parent) == c.Target.Id => [],
            _ => [new PlanMoved(c.Node.Kind, c.Node.Id, lifecycle.Parent ?? c.Parent, c.Target.Id, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in ArchivePlan.Kinds)
        {
            routes
                .MapPut($"/api/v1/{kind}/{{node:guid}}/belongs-to", Handle)
                .Validate<Request, Validator>()
                .WithTags("Moves")
                .WithSummary($"Move to another program, campaign or organiser ({kind})")
                .GuardedBy($"/api/v1/{kind}/{{node}}/belongs-to")
                .Refuses("wrong-place", "changed-meanwhile");
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid node,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(node, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        Guid node,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var parent = await planning.Inventory.ParentOf(node, cancellation) ?? Guid.Empty;
        var command = new Command(
            await planning.Inventory.Find(node, cancellation),
            parent,
            await planning.Inventory.Find(request.To, cancellation),
            await planning.Rights.At(node, acting.By, cancellation),
            await planning.Rights.At(parent, acting.By, cancellation),
            await planning.Rights.At(request.To, acting.By, cancellation),
            acting.Now
        );
        return await planning.Change<Lifecycle, LifecycleEvent>(
            Lifecycle.StreamOf(node),
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
