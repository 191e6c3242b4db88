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

/// <summary>A coordinator says when people may enrol themselves in a session, and how many there is room for.</summary>
internal static class PlanRegistration
{
    /// <summary>
    /// Local times in the session's zone, as <c>2026-03-01</c> or <c>2026-03-01T10:00</c>; a date on which registration
    /// closes means the end of that day. What is left out is not limited.
    /// </summary>
    internal sealed record Request(string? Opens = null, string? Closes = null, int? Capacity = null)
    {
        public RegistrationPlan In(string zone) =>
            new(
                LocalWindow.Instant(Opens.OrNone(), zone, asEnd: false),
                LocalWindow.Instant(Closes.OrNone(), zone, asEnd: true),
                Capacity
            );
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Opens).MustBeLocalTimeOrNone();
            RuleFor(r => r.Closes).MustBeLocalTimeOrNone();
            RuleFor(r => r.Capacity)
                .InclusiveBetween(1, 100_000)
                .WithMessage("Give the number of places, from 1 to 100,000; or leave it out.");
        }
    }

    internal sealed record Command(SessionId Id, Standing By, Request Asked, DateTimeOffset Now);

    internal static Decision<SessionEvent> Decide(Session session, Command c) =>
        session.Plan switch
        {
            null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            var plan => Plan(plan.Registration, c.Asked.In(plan.TimeZone), c),
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/registration", Handle)
            .Validate<Request, Validator>()
            .WithTags("Sessions")
            .WithSummary("Say when registration opens and closes, and how many places there are")
            .GuardedBy("/api/v1/sessions/{session}")
            .Refuses("ends-before-it-starts");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page. The request is valid.</summary>
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

    /// <summary>The refusal of a registration that closes when it opens or before, or null.</summary>
    internal static Refusal? EndsFirst(RegistrationPlan plan) =>
        plan.Closes <= plan.Opens ? ScheduleRules.EndsFirst("Registration") : null;

    private static Decision<SessionEvent> Plan(RegistrationPlan before, RegistrationPlan asked, Command c) =>
        EndsFirst(asked) is { } refusal ? refusal
        : before == asked ? []
        : [new RegistrationPlanned(c.Id, asked.Opens, asked.Closes, asked.Capacity, c.Now)];
}
