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

/// <summary>
/// A coordinator says which edits count: all of them or those on the article list; from the beginning of the tracking
/// window or from each participant's enrolment. It holds for edits already made, too.
/// </summary>
internal static class SetCountingRule
{
    internal sealed record Request(CountedScope Scope = CountedScope.AllEdits, CountFrom From = CountFrom.Window)
    {
        public CountingRule Rule() => new(Scope, From);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Scope).IsInEnum();
            RuleFor(r => r.From).IsInEnum();
        }
    }

    internal sealed record Command(SessionId Id, Standing By, CountingRule Asked, DateTimeOffset Now);

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            var plan when plan.Counting == c.Asked => [],
            _ => [new CountingRuleSet(c.Id, c.Asked.Scope, c.Asked.From, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/counting", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary(
                "Say which edits count: all or those on the article list, from the window's start or from enrolment"
            )
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
        var command = new Command(session, by, request.Rule(), acting.Now);
        return await planning.Change<Session, SessionEvent>(
            session.Value,
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
