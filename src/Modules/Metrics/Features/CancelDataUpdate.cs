using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>A coordinator has a data update broken off. What was read until then stays. One that is over is
/// left as it is.</summary>
internal static class CancelDataUpdate
{
    internal sealed record Command(SessionId Session, Guid Update, Standing By, DateTimeOffset Now);

    internal static Decision<DataUpdateEvent> Decide(DataUpdates updates, Command c) =>
        updates switch
        {
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when updates.Open != c.Update => [],
            _ => [new DataUpdateCancelled(c.Session, c.Update, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/data-updates/{update:guid}/cancel", Handle)
            .WithTags("Data updates")
            .WithSummary("Break a data update off (coordinators)")
            .WithDescription("What was read until then stays in the statistics.");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid update,
        Acting acting,
        Measuring measuring,
        CancellationToken cancellation
    )
    {
        var refusal = (await Run(update, acting, measuring, cancellation)).Refusal;
        return refusal is null ? TypedResults.NoContent() : refusal.ToProblem();
    }

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        Guid update,
        Acting acting,
        Measuring measuring,
        CancellationToken cancellation
    )
    {
        if (await measuring.Updates.Find(update, cancellation) is not { } found)
        {
            return new(ShowDataUpdates.NoSuchUpdate, 0, 0);
        }

        var by = await measuring.Rights.At(found.Session.Value, acting.By, cancellation);
        var command = new Command(found.Session, update, by, acting.Now);
        return await measuring.Log.Transact<DataUpdates, DataUpdateEvent>(
            DataUpdates.StreamOf(found.Session),
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
    }
}
