using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>What became of one person in one session within a batch of events: the last word, and the last place in it.</summary>
internal sealed record RosterSteps(
    Guid Session,
    Guid Person,
    Whereabouts Now,
    RosterSteps.Seat? LastSeat,
    RosterSteps.Seat? Queue
)
{
    /// <summary>A place, or one in the queue; <paramref name="Arrival"/> orders the queue.</summary>
    internal sealed record Seat(string Attendance, DateTimeOffset Since, long Arrival);

    /// <summary>When a coordinator took them off, if they did.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>One for each person and session that the events are about.</summary>
    public static IReadOnlyList<RosterSteps> Of(IEnumerable<StoredEvent> events)
    {
        var steps = new Dictionary<(Guid, Guid), RosterSteps>();
        foreach (var e in events)
        {
            if (Step(e) is { } step)
            {
                steps.TryGetValue((step.Session, step.Person), out var before);
                steps[(step.Session, step.Person)] = step with { LastSeat = step.LastSeat ?? before?.LastSeat };
            }
        }

        return [.. steps.Values];
    }

    private static RosterSteps? Step(StoredEvent stored) =>
        stored.Data switch
        {
            ParticipantEnrolled e => Seated(e, e.Person.Value, new(e.Attendance.ToString(), e.At, stored.Version)),
            ParticipantRestored e => Seated(e, e.Person.Value, new(e.Attendance.ToString(), e.Since, stored.Version)),
            ParticipantWaitlisted e => new(
                e.Session.Value,
                e.Person.Value,
                Whereabouts.Waiting,
                null,
                new(e.Attendance.ToString(), e.At, stored.Version)
            ),
            ParticipantRemoved e => Left(e, e.Person.Value, Whereabouts.Removed),
            ParticipantWithdrew e => Left(e, e.Person.Value, Whereabouts.Gone),
            WaitingListLeft e => Left(e, e.Person.Value, Whereabouts.Gone),
            _ => null,
        };

    private static RosterSteps Seated(RosterEvent e, Guid person, Seat seat) =>
        new(e.Session.Value, person, Whereabouts.Enrolled, seat, null);

    private static RosterSteps Left(RosterEvent e, Guid person, Whereabouts now) =>
        new(e.Session.Value, person, now, null, null) { At = e.At };
}

/// <summary>Where a person is, as far as a session knows.</summary>
internal enum Whereabouts
{
    Gone,
    Enrolled,
    Waiting,
    Removed,
}
