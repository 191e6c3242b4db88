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

/// <summary>A coordinator puts a session into the public lists, or takes it out: then its link alone leads to it.</summary>
internal static class ListSession
{
    internal sealed record Request(bool Listed);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Listed).NotNull();
    }

    internal sealed record Command(SessionId Id, Standing By, Request Asked, DateTimeOffset Now);

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            var plan when plan.Listed == c.Asked.Listed => [],
            _ => [c.Asked.Listed ? new SessionListed(c.Id, c.Now) : new SessionUnlisted(c.Id, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/listing", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("List a session publicly, or make it known by its link only")
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
