using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
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
        routes.MapGet("/api/v1/organisers", List).WithTags("Organisers").WithSummary("All organisers, by name").Paged();
        routes
            .MapGet("/api/v1/organisers/{organiser}", Handle)
            .WithTags("Organisers")
            .WithSummary("An organiser and its campaigns")
            .WithDescription(
                "Holds the first 100 campaigns; where there are more, the Link header leads to the others."
            )
            .Produces<View>()
            .Versioned()
            .Paged();
        routes
            .MapGet("/api/v1/organisers/{organiser}/campaigns", Campaigns)
            .WithTags("Organisers")
            .WithSummary("The campaigns of an organiser, by title, archived ones too")
            .Paged();
    }

    private static async Task<Ok<IReadOnlyList<Summary>>> List(
        [AsParameters] PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    )
    {
        var rows = page.Cut(context, await inventory.Page(page, cancellation), o => Cursors.Of(o.Name, o.Id.Value));
        return TypedResults.Ok<IReadOnlyList<Summary>>([
            .. rows.Select(o => new Summary(o.Id, o.Name, o.Slug, $"/organisers/{o.Slug}")),
        ]);
    }

    private static async Task<Results<Ok<IReadOnlyList<ShowCampaign.Summary>>, ProblemHttpResult>> Campaigns(
        OrganiserId organiser,
        [AsParameters] PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    ) =>
        await inventory.Find(organiser, cancellation) is null
            ? Inventory.NoSuchOrganiser.ToProblem()
            : TypedResults.Ok(await CampaignsOf(organiser, page, context, inventory, cancellation));

    private static async Task<IReadOnlyList<ShowCampaign.Summary>> CampaignsOf(
        OrganiserId organiser,
        PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    ) =>
        [
            .. page.Cut(
                    context,
                    await inventory.Page(organiser, archived: null, page, cancellation),
                    row => Cursors.Of(row.Title, row.Id.Value),
                    $"/api/v1/organisers/{organiser.Value}/campaigns"
                )
                .Select(ShowCampaign.Summary.Of),
        ];

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

        var campaigns = await CampaignsOf(organiser, default, context, inventory, cancellation);
        context.Response.WriteVersion(row.Version);
        return TypedResults.Ok(new View(row.Id, row.Name, row.Slug, $"/organisers/{row.Slug}", row.Details, campaigns));
    }
}
