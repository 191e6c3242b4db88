using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>The address of the page of one organiser, campaign, program or session. Public.</summary>
internal static class ShowAddress
{
    /// <summary><c>Page</c> is the path of the page, which ends with the slug.</summary>
    internal sealed record View(string Slug, string Page);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in AppointCoordinator.Kinds)
        {
            routes
                .MapGet(
                    $"/api/v1/{kind}/{{node:guid}}/address",
                    (Guid node, HttpContext context, Planning planning, CancellationToken cancellation) =>
                        Handle(kind, node, context, planning, cancellation)
                )
                .WithTags("Addresses")
                .WithSummary($"Where its page is ({kind})")
                .Produces<View>()
                .Versioned()
                .Refuses("deleted");
        }
    }

    private static async Task<IResult> Handle(
        string kind,
        Guid node,
        HttpContext context,
        Planning planning,
        CancellationToken cancellation
    )
    {
        if (await planning.Inventory.Find(node, cancellation) is not { } found)
        {
            return (
                await planning.Inventory.Missing(node, AppointCoordinator.NothingToCoordinate, cancellation)
            ).ToProblem();
        }

        var stream = Addressing.StreamOf(node);
        var addressing = await planning.Log.Fold<Addressing, AddressingEvent>(stream, cancellation);
        context.Response.WriteVersion(addressing.Version);
        return TypedResults.Ok(new View(found.Slug, $"/{kind}/{found.Slug}"));
    }
}
