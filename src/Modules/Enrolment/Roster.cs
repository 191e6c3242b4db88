using System.Collections.Immutable;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Who takes part in one session, and whether registration was opened or closed by hand, the last time.
/// <see cref="WasUsed"/>: somebody takes part, or once did; <see cref="Ended"/>: the session was deleted.
/// </summary>
internal sealed record Roster(ImmutableDictionary<PersonId, Attendance> Enrolled, HandSwitch? Hand)
    : IAggregate<Roster, RosterEvent>
{
    public static Roster Initial => new(ImmutableDictionary<PersonId, Attendance>.Empty, Hand: null);

    public bool WasUsed { get; init; }

    public bool Ended { get; init; }

    public bool Has(PersonId person) => Enrolled.ContainsKey(person);

    public static Roster Evolve(Roster state, RosterEvent e) =>
        e switch
        {
            ParticipantEnrolled enrolled => state with
            {
                Enrolled = state.Enrolled.SetItem(enrolled.Person, enrolled.Attendance),
                WasUsed = true,
            },
            ParticipantWithdrew withdrew => state with { Enrolled = state.Enrolled.Remove(withdrew.Person) },
            ParticipantRemoved removed => state with { Enrolled = state.Enrolled.Remove(removed.Person) },
            RosterEnded => state with { Ended = true },
            RegistrationOpened => state with { Hand = new(Open: true, e.At) },
            RegistrationClosed => state with { Hand = new(Open: false, e.At) },
            _ => state,
        };
}
