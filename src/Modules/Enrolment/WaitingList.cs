using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Places go to those who wait in the order in which they came, in the same decision that frees or finds them, so that
/// nobody gets in between. Not any more once the session is over, nor in one that is called off.
/// </summary>
internal static class WaitingList
{
    /// <summary>Those who get a place now.</summary>
    public static ParticipantEnrolled[] Promotions(SessionId session, Terms terms, Roster roster, DateTimeOffset now) =>
        terms.StillPromotes(now)
            ?
            [
                .. roster
                    .Waiting.Take(terms.FreePlaces(roster))
                    .Select(w => new ParticipantEnrolled(session, w.Person, w.Attendance, now)),
            ]
            : [];

    /// <summary>What happened to the roster, and who gets the places that are free then.</summary>
    public static Decision<RosterEvent> After(RosterEvent happened, Terms terms, Roster roster, DateTimeOffset now) =>
        [happened, .. Promotions(happened.Session, terms, Roster.Evolve(roster, happened), now)];

    /// <summary>A place for one person more, behind all who wait; there is one only if nobody waits for it.</summary>
    public static Decision<RosterEvent> Admit(
        SessionId session,
        Terms terms,
        Roster roster,
        Waiter newcomer,
        DateTimeOffset now
    )
    {
        var promoted = Promotions(session, terms, roster, now);
        return terms.FreePlaces(roster) > promoted.Length
            ? [.. promoted, new ParticipantEnrolled(session, newcomer.Person, newcomer.Attendance, now)]
            : [.. promoted, new ParticipantWaitlisted(session, newcomer.Person, newcomer.Attendance, now)];
    }
}
