using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// The caller takes a place in a session: "Subscribe". Asking again changes nothing; who wants to take part in the other
/// way withdraws first.
/// </summary>
internal static class EnrolInSession
{
    internal sealed record Request(Attendance Attendance = Attendance.OnSite);

    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        Attendance Attendance,
        DateTimeOffset Now
    );

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when roster.Enrolled.TryGetValue(c.By.Person!.Value, out var before) => before == c.Attendance
                ? []
                : Refusal.Conflict(
                    "enrolled-otherwise",
                    "You are enrolled already, with another attendance. Withdraw first, then enrol again."
                ),
            { RegistrationOpen: false } => Refusal.Conflict(
                "registration-closed",
                "Registration for this session is closed. Ask a coordinator to enter you."
            ),
            _ => [new ParticipantEnrolled(c.Session, c.By.Person.Value, c.Attendance, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/enrolment", Handle)
            .WithTags("Participants")
            .WithSummary("Enrol yourself in a session");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(
            session,
            await enrolling.Sessions.Find(session, cancellation) is not null,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            request.Attendance,
            acting.Now
        );
        return await enrolling.Log.Transact<Roster, RosterEvent>(
            EnrolmentStreams.Roster(session),
            state => Decide(state, command),
            acting.Cause,
            acting.ExpectedVersion,
            cancellation
        );
    }
}
