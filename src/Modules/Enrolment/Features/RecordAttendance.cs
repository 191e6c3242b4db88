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
/// A coordinator records that a participant is present on site or remotely, or is absent. The last word counts; saying the
/// same again changes nothing.
/// </summary>
internal static class RecordAttendance
{
    internal sealed record Request(Presence? Presence);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.Presence).NotNull().WithMessage("Say whether they are onSite, remote or absent.");
    }

    /// <summary>Without <paramref name="Opening"/> there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        Opening? Opening,
        Standing By,
        PersonId Person,
        Presence Presence,
        DateTimeOffset Now
    );

    internal static readonly Refusal NotAParticipant = Refusal.Invalid(
        "not-a-participant",
        "That person does not take part in this session. Enter them first."
    );

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Opening is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when c.Opening.RefuseAt(c.Now) is { } refusal => refusal,
            _ when !roster.Has(c.Person) => NotAParticipant,
            _ when roster.Door.Of(c.Person) == c.Presence => [],
            _ => [new AttendanceRecorded(c.Session, c.Person, c.Presence, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/participants/{person}/attendance", Handle)
            .Validate<Request, Validator>()
            .WithTags("Attendance")
            .WithSummary("Record that a participant is present on site or remotely, or absent")
            .WithDescription("From the beginning of the day of the session on, where it takes place.")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .Refuses("attendance-not-yet", "session-cancelled", "not-a-participant");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        PersonId person,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, person, request.Presence!.Value, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        PersonId person,
        Presence presence,
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
            person,
            presence,
            acting.Now
        );
        return await enrolling.OnRoster(session, state => Decide(state, command), acting, cancellation);
    }
}
