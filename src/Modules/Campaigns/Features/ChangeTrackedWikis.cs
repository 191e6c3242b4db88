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

/// <summary>A coordinator changes which wikis a session follows.</summary>
internal static class ChangeTrackedWikis
{
    internal sealed record Request(IReadOnlyList<string> Wikis);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Wikis).MustNameWikis();
    }

    internal sealed record Command(SessionId Id, Standing By, ResolvedWikis Wikis, DateTimeOffset Now);

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when c.Wikis.Refusal is { } refusal => refusal,
            var plan when plan.Follows(c.Wikis.Wikis) => [],
            _ => [new TrackedWikisChanged(c.Id, c.Wikis.Wikis, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/wikis", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Change which wikis a session follows")
            .GuardedBy("/api/v1/sessions/{session}")
            .Refuses("no-such-wiki", "another-wiki", "no-such-namespace", "wiki-not-answering");

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
        var wikis = await planning.Wikis.Resolve(by.MayCoordinate ? request.Wikis : [], cancellation);
        var command = new Command(session, by, wikis, acting.Now);
        return await planning.Change<Session, SessionEvent>(
            session.Value,
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
