using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>A session that was called off takes place after all.</summary>
internal static class ReinstateSession
{
    internal sealed record Command(SessionId Id, Standing By, DateTimeOffset Now);

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Cancelled: false } => [],
            _ => [new SessionReinstated(c.Id, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/cancellation", Handle)
            .WithTags("Sessions")
            .WithSummary("Let a session take place after all")
            .GuardedBy("/api/v1/sessions/{session}");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(session, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(session.Value, acting.By, cancellation);
        var command = new Command(session, by, acting.Now);
        return await planning.Change<Session, SessionEvent>(
            session.Value,
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
