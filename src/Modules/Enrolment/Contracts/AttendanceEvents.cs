using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>Whether, and how, a participant was there.</summary>
public enum Presence
{
    /// <summary>They came to the venue.</summary>
    OnSite,

    /// <summary>They were there from elsewhere.</summary>
    Remote,

    /// <summary>They did not come.</summary>
    Absent,
}

/// <summary>A coordinator saw whether a participant is there. The last word counts.</summary>
public sealed record AttendanceRecorded(SessionId Session, PersonId Person, Presence Presence, DateTimeOffset At)
    : RosterEvent(Session, At);

/// <summary>A coordinator took back what was recorded of a participant's attendance.</summary>
public sealed record AttendanceCleared(SessionId Session, PersonId Person, DateTimeOffset At)
    : RosterEvent(Session, At);

/// <summary>
/// So many people without an account are there, all in all. <paramref name="Press"/> is the press of a button that made it
/// one more or one less; null where somebody told the number.
/// </summary>
public sealed record WalkInsCounted(SessionId Session, int Count, Guid? Press, DateTimeOffset At)
    : RosterEvent(Session, At);
