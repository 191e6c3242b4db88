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

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/programs/{program}", Handle)
            .WithTags("Programs")
            .WithSummary("A program and its listed sessions")
            .WithDescription("Holds the first 100 sessions; where there are more, the Link header leads to the others.")
            .Produces<View>()
            .Versioned()
            .Refuses("deleted")
            .Paged();
        routes
            .MapGet("/api/v1/programs/{program}/sessions", Sessions)
            .WithTags("Programs")
            .WithSummary("The listed sessions of a program, in the order of their start")
            .Refuses("deleted")
            .Paged();
    }

    private static async Task<Results<Ok<IReadOnlyList<ShowSession.View>>, ProblemHttpResult>> Sessions(
        ProgramId program,
        [AsParameters] PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    ) =>
        await inventory.Find(program, cancellation) is null
            ? (await inventory.Missing(program.Value, Inventory.NoSuchProgram, cancellation)).ToProblem()
            : TypedResults.Ok(await SessionsOf(program, page, context, inventory, cancellation));

    private static async Task<IReadOnlyList<ShowSession.View>> SessionsOf(
        ProgramId program,
        PageRequest page,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    ) =>
        [
            .. page.Cut(
                    context,
                    await inventory.Page(program, page, cancellation),
                    SessionListing.CursorOf,
                    $"/api/v1/programs/{program.Value}/sessions"
                )
                .Select(ShowSession.View.Of),
        ];

    private static async Task<IResult> Handle(
        ProgramId program,
        HttpContext context,
        Inventory inventory,
        CancellationToken cancellation
    )
    {
        if (await inventory.Find(program, cancellation) is not { } row)
        {
            return (await inventory.Missing(program.Value, Inventory.NoSuchProgram, cancellation)).ToProblem();
        }

        var listed = await SessionsOf(program, default, context, inventory, cancellation);
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
                listed
            )
        );
    }
}
