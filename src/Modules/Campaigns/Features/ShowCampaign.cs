using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Conditional;
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
            .WithSummary("The campaigns of now; with ?archived=true those that were archived");
        routes
            .MapGet("/api/v1/campaigns/{campaign}", Handle)
            .WithTags("Campaigns")
            .WithSummary("A campaign and its programs")
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<Summary>>> List(
        Inventory inventory,
        CancellationToken cancellation,
        bool archived = false
    )
    {
        var rows = await inventory.AllCampaigns(cancellation);
        return TypedResults.Ok<IReadOnlyList<Summary>>([
            .. rows.Where(row => row.Archived == archived).Select(Summary.Of),
        ]);
    }

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

        var programs = await inventory.ProgramsOf(campaign, cancellation);
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
                [.. programs.Select(ShowProgram.Summary.Of)]
            )
        );
    }
}
