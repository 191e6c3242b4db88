using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>A coordinator calls a session off. What was recorded of it stays; it can be reinstated.</summary>
internal static class CancelSession
{
    internal sealed record Request(string? Reason = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Reason).MustBeText(1_000);
    }

    internal sealed record Command(SessionId Id, Standing By, Request Asked, DateTimeOffset Now);

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Cancelled: true } => [],
            _ => [new SessionCancelled(c.Id, c.Asked.Reason.OrNone() ?? "", c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/cancellation", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Call a session off, with a reason that everybody reads")
            .GuardedBy("/api/v1/sessions/{session}");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(session.Value, acting.By, cancellation);
        var command = new Command(session, by, request, acting.Now);
        return await planning.Change<Session, SessionEvent>(
            session.Value,
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
