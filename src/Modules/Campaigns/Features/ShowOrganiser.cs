using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>The organisers, and one with its campaigns. Public.</summary>
internal static class ShowOrganiser
{
    internal sealed record Summary(OrganiserId Id, string Name, string Slug, string Page);

    internal sealed record View(
        OrganiserId Id,
        string Name,
        string Slug,
        string Page,
        OrganiserDetails Details,
        IReadOnlyList<ShowCampaign.Summary> Campaigns
    );

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/organisers", List).WithTags("Organisers").WithSummary("All organisers");
        routes
            .MapGet("/api/v1/organisers/{organiser}", Handle)
            .WithTags("Organisers")
            .WithSummary("An organiser and its campaigns")
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<Summary>>> List(Inventory inventory, CancellationToken cancellation)
    {
        var rows = await inventory.AllOrganisers(cancellation);
        return TypedResults.Ok<IReadOnlyList<Summary>>([
            .. rows.Select(o => new Summary(o.Id, o.Name, o.Slug, $"/organisers/{o.Slug}")),
        ]);
    }

    private static async Task<IResult> Handle(
        OrganiserId organiser,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    )
    {
        if (await inventory.Find(organiser, cancellation) is not { } row)
        {
            return Inventory.NoSuchOrganiser.ToProblem();
        }

        var campaigns = await inventory.CampaignsOf(organiser, cancellation);
        context.Response.WriteVersion(row.Version);
        return TypedResults.Ok(
            new View(
                row.Id,
                row.Name,
                row.Slug,
                $"/organisers/{row.Slug}",
                row.Details,
                [.. campaigns.Select(ShowCampaign.Summary.Of)]
            )
        );
    }
}
