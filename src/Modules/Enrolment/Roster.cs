using System.Collections.Immutable;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Who takes part in one session, and whether more may enrol themselves. <see cref="WasUsed"/>: somebody takes part, or once
/// did; <see cref="Ended"/>: the session was deleted.
/// </summary>
internal sealed record Roster(ImmutableDictionary<PersonId, Attendance> Enrolled, bool RegistrationOpen)
    : IAggregate<Roster, RosterEvent>
{
    public static Roster Initial => new(ImmutableDictionary<PersonId, Attendance>.Empty, RegistrationOpen: true);

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
            RegistrationOpened => state with { RegistrationOpen = true },
            RegistrationClosed => state with { RegistrationOpen = false },
            _ => state,
        };
}
