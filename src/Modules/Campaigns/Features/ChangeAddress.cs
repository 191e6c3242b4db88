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
/// A coordinator gives a page another address. The old ones lead to it for ever, and are given to no other page.
/// </summary>
internal static class ChangeAddress
{
    internal sealed record Request(string Slug);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Slug).NotEmpty().MustBeSlug();
    }

    /// <summary><paramref name="Node"/> is null where there is nothing of that id.</summary>
    internal sealed record Command(Inventory.Node? Node, Standing By, Request Asked, DateTimeOffset Now);

    internal static Decision<AddressingEvent> Decide(Addressing addressing, Command c) =>
        c switch
        {
            { Node: null } => AppointCoordinator.NothingToCoordinate,
            { By.MayNotCoordinate: { } no } => no,
            _ when (addressing.Slug ?? c.Node.Slug) == c.Asked.Slug => [],
            _ => [new AddressChanged(c.Node.Kind, c.Node.Id, c.Asked.Slug, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in AppointCoordinator.Kinds)
        {
            routes
                .MapPut($"/api/v1/{kind}/{{node:guid}}/address", Handle)
                .Validate<Request, Validator>()
                .WithTags("Addresses")
                .WithSummary($"Change the address of a page; the old one leads to it for ever ({kind})")
                .GuardedBy($"/api/v1/{kind}/{{node}}/address")
                .Refuses("slug-taken");
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
        var command = new Command(
            await planning.Inventory.Find(node, cancellation),
            await planning.Rights.At(node, acting.By, cancellation),
            request,
            acting.Now
        );
        return await planning.Change<Addressing, AddressingEvent>(
            Addressing.StreamOf(node),
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
