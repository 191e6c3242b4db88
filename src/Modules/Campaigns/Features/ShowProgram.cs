using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>A program with its listed sessions. Public.</summary>
internal static class ShowProgram
{
    internal sealed record Summary(
        ProgramId Id,
        string Title,
        string Slug,
        string Page,
        CampaignId Campaign,
        long ListedSessions,
        bool Archived
    )
    {
        public static Summary Of(Inventory.ProgramRow row) =>
            new(row.Id, row.Title, row.Slug, $"/programs/{row.Slug}", row.Campaign, row.Sessions, row.Archived);
    }

    internal sealed record View(
        ProgramId Id,
        string Title,
        string Slug,
        string Page,
        string Description,
        ProgramDetails Details,
        bool Archived,
        CampaignId Campaign,
        IReadOnlyList<ShowSession.View> Sessions
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/programs/{program}", Handle)
            .WithTags("Programs")
            .WithSummary("A program and its listed sessions")
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(
        ProgramId program,
        HttpContext context,
        Inventory inventory,
        Sessions sessions,
        CancellationToken cancellation
    )
    {
        if (await inventory.Find(program, cancellation) is not { } row)
        {
            return (await inventory.Missing(program.Value, Inventory.NoSuchProgram, cancellation)).ToProblem();
        }

        var listed = await sessions.Of(program, cancellation);
        context.Response.WriteVersion(row.Version);
        return TypedResults.Ok(
            new View(
                row.Id,
                row.Title,
                row.Slug,
                $"/programs/{row.Slug}",
                row.Description,
                row.Details,
                row.Archived,
                row.Campaign,
                [.. listed.Select(ShowSession.View.Of)]
            )
        );
    }
}
