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

/// <summary>A coordinator takes back what was recorded of a participant's attendance. Asking again changes nothing.</summary>
internal static class ClearAttendance
{
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        PersonId Person,
        DateTimeOffset Now
    );

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when roster.Door.Of(c.Person) is null => [],
            _ => [new AttendanceCleared(c.Session, c.Person, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/participants/{person}/attendance", Handle)
            .WithTags("Attendance")
            .WithSummary("Take back what was recorded of a participant's attendance")
            .GuardedBy("/api/v1/sessions/{session}/participants");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        PersonId person,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, person, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        PersonId person,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(
            session,
            await enrolling.Sessions.Find(session, cancellation) is not null,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            person,
            acting.Now
        );
        return await enrolling.OnRoster(session, state => Decide(state, command), acting, cancellation);
    }
}
