using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// One more, or one less, came without an account. It is a change of whatever the number is by now, so that two coordinators
/// at two doors who press at once make two more; and it is one press, so that what a phone sends twice counts once.
/// </summary>
internal static class AddWalkIns
{
    private const int MostAtOnce = 100;

    internal sealed record Request(int By);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.By)
                .Must(by => by is not 0 and >= -MostAtOnce and <= MostAtOnce)
                .WithMessage($"Add between 1 and {MostAtOnce} people, or take as many away.");
    }

    /// <summary>Without <paramref name="Opening"/> there is no such session. <paramref name="Press"/> counts once.</summary>
    internal sealed record Command(
        SessionId Session,
        Opening? Opening,
        Standing By,
        int Change,
        Guid Press,
        DateTimeOffset Now
    );

    internal sealed record Answer(int Count);

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Opening is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when c.Opening.RefuseAt(c.Now) is { } refusal => refusal,
            _ when roster.Door.Presses.Contains(c.Press) => [],
            _ when Changed(roster.Door, c) == roster.Door.WalkIns => [],
            _ => [new WalkInsCounted(c.Session, Changed(roster.Door, c), c.Press, c.Now)],
        };

    private static int Changed(Door door, Command c) => Math.Clamp(door.WalkIns + c.Change, 0, Door.MostWalkIns);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/walk-ins", Handle)
            .Validate<Request, Validator>()
            .WithTags("Attendance")
            .WithSummary("Count people without an account as they come, or go")
            .WithDescription("Adds to the number as it is by then, so that several people can count at several doors.")
            .MakesOne()
            .Refuses("attendance-not-yet", "session-cancelled");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var (outcome, answer) = await Run(session, request.By, acting.NewId, acting, enrolling, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer);
    }

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        int change,
        Guid press,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var plan = await enrolling.Sessions.Find(session, cancellation);
        var command = new Command(
            session,
            plan is null ? null : Opening.Of(plan),
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            change,
            press,
            acting.Now
        );
        var count = 0;
        var outcome = await enrolling.OnRoster(
            session,
            state =>
            {
                var decision = Decide(state, command);
                count = decision.Events.Aggregate(state, Roster.Evolve).Door.WalkIns;
                return decision;
            },
            acting,
            cancellation
        );
        return (outcome, new(count));
    }
}
