using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
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
    /// <summary>Without an attendance, the one that the session offers; on site if it offers both.</summary>
    internal sealed record Request(Attendance? Attendance = null);

    /// <summary>Without <paramref name="Terms"/> there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        Terms? Terms,
        Standing By,
        Attendance Attendance,
        DateTimeOffset Now
    );

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Terms is null => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when roster.Enrolled.TryGetValue(c.By.Person!.Value, out var before) => before == c.Attendance
                ? []
                : Refusal.Conflict(
                    "enrolled-otherwise",
                    "You are enrolled already, with another attendance. Withdraw first, then enrol again."
                ),
            _ when !c.Terms.Offers(c.Attendance) => Terms.NotOffered,
            _ when c.Terms.RefuseTo(roster, c.Now) is { } refusal => refusal,
            _ => [new ParticipantEnrolled(c.Session, c.By.Person.Value, c.Attendance, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/enrolment", Handle)
            .WithTags("Participants")
            .WithSummary("Enrol yourself in a session")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .May(WhoMay.SignedIn)
            .Refuses(
                "sign-in-first",
                "enrolled-otherwise",
                "attendance-not-offered",
                "session-cancelled",
                "registration-closed",
                "registration-not-open-yet",
                "session-full"
            );

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
        var terms = await enrolling.Sessions.Find(session, cancellation) is { } plan ? Terms.Of(plan) : null;
        var command = new Command(
            session,
            terms,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            request.Attendance ?? terms?.Usual ?? default,
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
