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
/// A coordinator takes a participant off the roster, and their articles from them, or somebody off the waiting list. The
/// place goes to the next who waits. Asking again changes nothing.
/// </summary>
internal static class RemoveParticipant
{
    /// <summary>Without <paramref name="Terms"/> there is no such session.</summary>
    internal sealed record Command(SessionId Session, Terms? Terms, Standing By, PersonId Person, DateTimeOffset Now);

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Terms is null => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when roster.Has(c.Person) => WaitingList.After(
                new ParticipantRemoved(c.Session, c.Person, c.Now),
                c.Terms,
                roster,
                c.Now
            ),
            _ when roster.IsWaiting(c.Person) => [new WaitingListLeft(c.Session, c.Person, c.Now)],
            _ => [],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/participants/{person}", Handle)
            .WithTags("Participants")
            .WithSummary("Remove a participant, or somebody who waits")
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
            await enrolling.TermsOf(session, cancellation),
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            person,
            acting.Now
        );
        var outcome = await enrolling.OnRoster(session, state => Decide(state, command), acting, cancellation);
        return outcome.Accepted
            ? await LeaveArticles.After(outcome, session, person, acting, enrolling, cancellation)
            : outcome;
    }
}
