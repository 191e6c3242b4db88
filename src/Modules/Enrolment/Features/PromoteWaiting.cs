using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// Places that a changed plan made free go to those who wait. Nobody asks for it: the plan's events do
/// (<see cref="PlacesOfPlans"/>). Asking again changes nothing.
/// </summary>
internal static class PromoteWaiting
{
    /// <summary>Without <paramref name="Terms"/> there is no such session any more.</summary>
    internal sealed record Command(SessionId Session, Terms? Terms, DateTimeOffset Now);

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        c.Terms is null || roster.Ended ? [] : [.. WaitingList.Promotions(c.Session, c.Terms, roster, c.Now)];

    /// <summary>Appends in the system's name: whoever changed the plan did not enter anybody.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        DateTimeOffset now,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(session, await enrolling.TermsOf(session, cancellation), now);
        return await enrolling.Log.Transact<Roster, RosterEvent>(
            EnrolmentStreams.Roster(session),
            state => Decide(state, command),
            Cause.System,
            expectedVersion: null,
            cancellation
        );
    }
}
