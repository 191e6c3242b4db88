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
/// A coordinator puts a removed participant back, as if they had never been removed: enrolled as and since they were,
/// beyond the capacity too. Articles that went to others meanwhile stay there. Asking again changes nothing.
/// </summary>
internal static class RestoreParticipant
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
            { Ended: true } => Standing.IsDeleted,
            _ when roster.Has(c.Person) => [],
            _ when !roster.Removed.ContainsKey(c.Person) => Refusal.NotFound(
                "not-removed",
                "Nobody took that person off this session's list. Enter them by name instead."
            ),
            _ => [Back(c, roster.Removed[c.Person])],
        };

    private static ParticipantRestored Back(Command c, Place place) =>
        new(c.Session, c.Person, place.Attendance, place.Since, c.Now);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/participants/{person}/restore", Handle)
            .WithTags("Participants")
            .WithSummary("Put a removed participant back, as if they had not been removed")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .Refuses("not-removed");

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
