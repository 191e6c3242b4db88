using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>Who coordinates one organiser, campaign, program or session itself. Public, as on its page.</summary>
internal static class ShowCoordinators
{
    internal sealed record Coordinator(PersonId Person, string UserName, DateTimeOffset Since);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in AppointCoordinator.Kinds)
        {
            routes
                .MapGet($"/api/v1/{kind}/{{node:guid}}/coordinators", Handle)
                .WithTags("Coordinators")
                .WithSummary($"Who coordinates it, in the order of their appointment ({kind})")
                .WithDescription("Without those who coordinate what it belongs to, who may do the same here.")
                .Produces<IReadOnlyList<Coordinator>>()
                .Versioned()
                .Refuses("deleted")
                .Paged();
        }
    }

    private static async Task<IResult> Handle(
        Guid node,
        [AsParameters] PageRequest page,
        HttpContext context,
        Planning planning,
        CancellationToken cancellation
    )
    {
        if (!await planning.Inventory.Exists(node, cancellation))
        {
            return (
                await planning.Inventory.Missing(node, AppointCoordinator.NothingToCoordinate, cancellation)
            ).ToProblem();
        }

        var stream = Coordination.StreamOf(node);
        var version = (await planning.Log.Fold<Coordination, CoordinationEvent>(stream, cancellation)).Version;
        var rows = page.Cut(
            context,
            await planning.Inventory.CoordinatorsPage(node, page, cancellation),
            row => Cursors.Of(row.Since, row.Person.Value)
        );
        var names = await planning.People.Names([.. rows.Select(row => row.Person)], cancellation);
        context.Response.WriteVersion(version);
        return TypedResults.Ok<IReadOnlyList<Coordinator>>([
            .. rows.Select(r => new Coordinator(r.Person, names.GetValueOrDefault(r.Person, People.Former), r.Since)),
        ]);
    }
}
