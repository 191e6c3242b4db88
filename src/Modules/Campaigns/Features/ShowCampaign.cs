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

/// <summary>The campaigns, and one with its programs. Public.</summary>
internal static class ShowCampaign
{
    internal sealed record Summary(
        CampaignId Id,
        string Title,
        string Slug,
        string Page,
        OrganiserId Organiser,
        long ListedSessions,
        bool Archived
    )
    {
        public static Summary Of(Inventory.CampaignRow row) =>
            new(row.Id, row.Title, row.Slug, $"/campaigns/{row.Slug}", row.Organiser, row.Sessions, row.Archived);
    }

    internal sealed record View(
        CampaignId Id,
        string Title,
        string Slug,
        string Page,
        string Description,
        CampaignDetails Details,
        bool Archived,
        OrganiserId Organiser,
        IReadOnlyList<ShowProgram.Summary> Programs
    );

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/campaigns", List)
            .WithTags("Campaigns")
            .WithSummary("The campaigns of now, by title; with ?archived=true those that were archived")
            .Paged();
        routes
            .MapGet("/api/v1/campaigns/{campaign}", Handle)
            .WithTags("Campaigns")
            .WithSummary("A campaign and its programs")
            .WithDescription("Holds the first 100 programs; where there are more, the Link header leads to the others.")
            .Produces<View>()
            .Versioned()
            .Refuses("deleted")
            .Paged();
        routes
            .MapGet("/api/v1/campaigns/{campaign}/programs", Programs)
            .WithTags("Campaigns")
            .WithSummary("The programs of a campaign, by title")
            .Refuses("deleted")
            .Paged();
    }

    private static async Task<Ok<IReadOnlyList<Summary>>> List(
        [AsParameters] PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation,
        bool archived = false
    )
    {
        var rows = await inventory.Page(organiser: null, archived, page, cancellation);
        return TypedResults.Ok<IReadOnlyList<Summary>>([
            .. page.Cut(context, rows, row => Cursors.Of(row.Title, row.Id.Value)).Select(Summary.Of),
        ]);
    }

    private static async Task<Results<Ok<IReadOnlyList<ShowProgram.Summary>>, ProblemHttpResult>> Programs(
        CampaignId campaign,
        [AsParameters] PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    ) =>
        await inventory.Find(campaign, cancellation) is null
            ? (await inventory.Missing(campaign.Value, Inventory.NoSuchCampaign, cancellation)).ToProblem()
            : TypedResults.Ok(await ProgramsOf(campaign, page, context, inventory, cancellation));

    private static async Task<IReadOnlyList<ShowProgram.Summary>> ProgramsOf(
        CampaignId campaign,
        PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    ) =>
        [
            .. page.Cut(
                    context,
                    await inventory.Page(campaign, page, cancellation),
                    row => Cursors.Of(row.Title, row.Id.Value),
                    $"/api/v1/campaigns/{campaign.Value}/programs"
                )
                .Select(ShowProgram.Summary.Of),
        ];

    private static async Task<IResult> Handle(
        CampaignId campaign,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    )
    {
        if (await inventory.Find(campaign, cancellation) is not { } row)
        {
            return (await inventory.Missing(campaign.Value, Inventory.NoSuchCampaign, cancellation)).ToProblem();
        }

        var programs = await ProgramsOf(campaign, default, context, inventory, cancellation);
        context.Response.WriteVersion(row.Version);
        return TypedResults.Ok(
            new View(
                row.Id,
                row.Title,
                row.Slug,
                $"/campaigns/{row.Slug}",
                row.Description,
                row.Details,
                row.Archived,
                row.Organiser,
                programs
            )
        );
    }
}
