using System.Collections.Immutable;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>How, and since when, a person takes part.</summary>
internal readonly record struct Place(Attendance Attendance, DateTimeOffset Since);

/// <summary>Somebody who waits for a place, and how they want to take part.</summary>
internal sealed record Waiter(PersonId Person, Attendance Attendance);

/// <summary>
/// Who takes part in one session, and whether registration was opened or closed by hand, the last time.
/// </summary>
internal sealed record Roster(ImmutableDictionary<PersonId, Place> Enrolled, HandSwitch? Hand)
    : IAggregate<Roster, RosterEvent>
{
    public static Roster Initial => new(ImmutableDictionary<PersonId, Place>.Empty, Hand: null);

    /// <summary>Who waits for a place, the first who came first.</summary>
    public ImmutableList<Waiter> Waiting { get; init; } = [];

    /// <summary>Whom a coordinator took off, with the place that they had.</summary>
    public ImmutableDictionary<PersonId, Place> Removed { get; init; } = ImmutableDictionary<PersonId, Place>.Empty;

    /// <summary>Who of them came, and how many more.</summary>
    public Door Door { get; init; } = Door.Closed;

    /// <summary>Somebody takes part or waits, or once did.</summary>
    public bool WasUsed { get; init; }

    /// <summary>The session was deleted.</summary>
    public bool Ended { get; init; }

    public bool Has(PersonId person) => Enrolled.ContainsKey(person);

    public bool IsWaiting(PersonId person) => Waiting.Exists(w => w.Person == person);

    /// <summary>How the person takes part, or wants to once there is a place; null for who does neither.</summary>
    public Attendance? AskedBy(PersonId person) =>
        Enrolled.TryGetValue(person, out var place)
            ? place.Attendance
            : Waiting.Find(w => w.Person == person)?.Attendance;

    public static Roster Evolve(Roster state, RosterEvent e) =>
        e switch
        {
            ParticipantEnrolled x => state.With(x.Person, new(x.Attendance, x.At)),
            ParticipantRestored x => state.With(x.Person, new(x.Attendance, x.Since)),
            ParticipantWaitlisted x => state with
            {
                Waiting = state.Waiting.Add(new(x.Person, x.Attendance)),
                WasUsed = true,
            },
            WaitingListLeft x => state with { Waiting = state.WaitingWithout(x.Person) },
            ParticipantWithdrew x => state with
            {
                Enrolled = state.Enrolled.Remove(x.Person),
                Door = state.Door.Without(x.Person),
            },
            ParticipantRemoved x => state with
            {
                Enrolled = state.Enrolled.Remove(x.Person),
                Removed = state.Removed.SetItem(x.Person, state.Enrolled.GetValueOrDefault(x.Person)),
                Door = state.Door.Without(x.Person),
            },
            AttendanceRecorded or AttendanceCleared or WalkInsCounted => state with { Door = state.Door.After(e) },
            RosterEnded => state with { Ended = true },
            RegistrationOpened => state with { Hand = new(Open: true, e.At) },
            RegistrationClosed => state with { Hand = new(Open: false, e.At) },
            _ => state,
        };

    private Roster With(PersonId person, Place place) =>
        this with
        {
            Enrolled = Enrolled.SetItem(person, place),
            Waiting = WaitingWithout(person),
            Removed = Removed.Remove(person),
            WasUsed = true,
        };

    private ImmutableList<Waiter> WaitingWithout(PersonId person) => Waiting.RemoveAll(w => w.Person == person);
}
