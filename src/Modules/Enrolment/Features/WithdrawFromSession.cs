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
/// The caller gives their place in a session up, and their articles there, or waits for one no longer. The place goes to
/// the next who waits. Asking again changes nothing.
/// </summary>
internal static class WithdrawFromSession
{
    /// <summary>Without <paramref name="Terms"/> there is no such session.</summary>
    internal sealed record Command(SessionId Session, Terms? Terms, Standing By, DateTimeOffset Now);

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Terms is null => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            _ when roster.Has(c.By.Person!.Value) => WaitingList.After(
                new ParticipantWithdrew(c.Session, c.By.Person.Value, c.Now),
                c.Terms,
                roster,
                c.Now
            ),
            _ when roster.IsWaiting(c.By.Person.Value) => [new WaitingListLeft(c.Session, c.By.Person.Value, c.Now)],
            _ => [],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/enrolment", Handle)
            .WithTags("Participants")
            .WithSummary("Withdraw from a session, or from its waiting list")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .May(WhoMay.SignedIn)
            .Refuses("sign-in-first");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(
            session,
            await enrolling.TermsOf(session, cancellation),
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            acting.Now
        );
        var outcome = await enrolling.OnRoster(session, state => Decide(state, command), acting, cancellation);
        return outcome.Accepted && acting.By.Person is { } person
            ? await LeaveArticles.After(outcome, session, person, acting, enrolling, cancellation)
            : outcome;
    }
}
