using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// A coordinator asks for the participants' contributions to be read from the wikis. While one update is under way,
/// asking again starts no other; nor does a repeated Idempotency-Key, ever. Wikis are not asked again within a minute.
/// </summary>
internal static class RequestDataUpdate
{
    internal static readonly Refusal TooSoon = Refusal.Conflict(
        "update-too-soon",
        "These statistics were updated a moment ago. Wait a minute, then ask again."
    );

    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Guid Update,
        Standing By,
        TimeSpan Between,
        DateTimeOffset Now
    );

    internal static Decision<DataUpdateEvent> Decide(DataUpdates updates, Command c) =>
        updates switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Open: not null } => [],
            _ when updates.Asked.Contains(c.Update) => [],
            _ when c.Now - updates.AskedAt < c.Between => TooSoon,
            _ => [new DataUpdateRequested(c.Session, c.Update, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/data-updates", Handle)
            .WithTags("Data updates")
            .WithSummary("Read the participants' contributions from the wikis (coordinators)")
            .MakesOne()
            .Refuses("update-too-soon")
            .WithDescription(
                "Answers at once. Wait for the end with GET on the Location and the header `Prefer: wait=30`."
            );

    private static async Task<Results<Accepted<ShowDataUpdates.View>, ProblemHttpResult>> Handle(
        SessionId session,
        Acting acting,
        Measuring measuring,
        CancellationToken cancellation
    )
    {
        var outcome = await Run(session, acting, measuring, cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        var asked =
            await measuring.Updates.Find(acting.NewId, cancellation)
            ?? (await measuring.Updates.Of(session, 1, cancellation))[0];
        return TypedResults.Accepted(
            ShowDataUpdates.AddressOf(asked.Id),
            ShowDataUpdates.View.Of(asked, figuresReached: false)
        );
    }

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Acting acting,
        Measuring measuring,
        CancellationToken cancellation
    )
    {
        var exists = await measuring.Sessions.Find(session, cancellation) is not null;
        var by = await measuring.Rights.At(session.Value, acting.By, cancellation);
        var command = new Command(
            session,
            exists,
            acting.NewId,
            by,
            measuring.Settings.Value.BetweenUpdates,
            acting.Now
        );
        return await measuring.Log.Transact<DataUpdates, DataUpdateEvent>(
            DataUpdates.StreamOf(session),
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
    }
}
