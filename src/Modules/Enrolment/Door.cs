using System.Collections.Immutable;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Who of a roster came, as far as it was recorded, and how many came without an account. <paramref name="Presses"/> are the
/// presses of buttons that were counted already: a press that is sent twice counts once. There are as many as people who
/// came through the door, so they are all kept.
/// </summary>
internal sealed record Door(ImmutableDictionary<PersonId, Presence> Marks, int WalkIns, ImmutableHashSet<Guid> Presses)
{
    /// <summary>As many as are believed.</summary>
    public const int MostWalkIns = 10_000;

    public static readonly Door Closed = new(ImmutableDictionary<PersonId, Presence>.Empty, 0, []);

    /// <summary>What was recorded of a participant; null for nothing.</summary>
    public Presence? Of(PersonId person) => Marks.TryGetValue(person, out var presence) ? presence : null;

    /// <summary>Who is on the roster no more has not attended.</summary>
    public Door Without(PersonId person) => this with { Marks = Marks.Remove(person) };

    public Door After(RosterEvent e) =>
        e switch
        {
            AttendanceRecorded recorded => this with { Marks = Marks.SetItem(recorded.Person, recorded.Presence) },
            AttendanceCleared cleared => Without(cleared.Person),
            WalkInsCounted counted => this with
            {
                WalkIns = counted.Count,
                Presses = counted.Press is { } press ? Presses.Add(press) : Presses,
            },
            _ => this,
        };
}
