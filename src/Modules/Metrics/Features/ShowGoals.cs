using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>What a program is to reach, and how much of it is there now. Public.</summary>
internal static class ShowGoals
{
    /// <summary><c>Progress</c> is the mean of the goals, from 0 to 1.</summary>
    internal sealed record View(
        ProgramId Program,
        int DefinitionVersion,
        double Progress,
        IReadOnlyList<GoalProgress> Goals
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/programs/{program}/goals", Handle)
            .WithTags("Programs")
            .WithSummary("The goals of a program and their progress over its listed sessions, as of now")
            .Produces<View>();

    private static async Task<IResult> Handle(
        ProgramId program,
        Programs programs,
        Scopes scopes,
        StatisticsReader reader,
        CancellationToken cancellation
    )
    {
        if (
            await programs.Find(program, cancellation) is not { } plan
            || await scopes.Of(NodeKind.Program, program.Value, Period.All, cancellation) is not { } scope
        )
        {
            return Programs.NotFound.ToProblem();
        }

        var goals = GoalProgress.Of(plan.Goals, await reader.Now(scope, cancellation));
        return TypedResults.Ok(new View(program, Definitions.Version, GoalProgress.Mean(goals), goals));
    }
}
