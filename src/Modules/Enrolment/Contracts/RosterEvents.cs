using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>How a person takes part in a session.</summary>
public enum Attendance
{
    /// <summary>At the venue.</summary>
    OnSite,

    /// <summary>From elsewhere.</summary>
    Remote,
}

/// <summary>What happened to a session's roster. Instants are UTC.</summary>
public abstract record RosterEvent(SessionId Session, DateTimeOffset At);

/// <summary>A person took a place in a session, by themself or entered by a coordinator.</summary>
public sealed record ParticipantEnrolled(SessionId Session, PersonId Person, Attendance Attendance, DateTimeOffset At)
    : RosterEvent(Session, At);

/// <summary>A person asked for a place in a full session, and waits for one behind those who came before.</summary>
public sealed record ParticipantWaitlisted(SessionId Session, PersonId Person, Attendance Attendance, DateTimeOffset At)
    : RosterEvent(Session, At);

/// <summary>A person waits no longer: they gave it up, or a coordinator took them off the waiting list.</summary>
public sealed record WaitingListLeft(SessionId Session, PersonId Person, DateTimeOffset At) : RosterEvent(Session, At);

/// <summary>A participant gave their place up.</summary>
public sealed record ParticipantWithdrew(SessionId Session, PersonId Person, DateTimeOffset At)
    : RosterEvent(Session, At);

/// <summary>A coordinator took a participant off the roster.</summary>
public sealed record ParticipantRemoved(SessionId Session, PersonId Person, DateTimeOffset At)
    : RosterEvent(Session, At);

/// <summary>
/// A coordinator put back whom they had removed, as if that had not happened: enrolled since <paramref name="Since"/>.
/// </summary>
public sealed record ParticipantRestored(
    SessionId Session,
    PersonId Person,
    Attendance Attendance,
    DateTimeOffset Since,
    DateTimeOffset At
) : RosterEvent(Session, At);

/// <summary>People may enrol themselves again. A session begins open, without this event.</summary>
public sealed record RegistrationOpened(SessionId Session, DateTimeOffset At) : RosterEvent(Session, At);

/// <summary>Nobody may enrol themself from now on; coordinators still may enter people.</summary>
public sealed record RegistrationClosed(SessionId Session, DateTimeOffset At) : RosterEvent(Session, At);

/// <summary>The session was deleted before anybody had taken part; nobody can any more.</summary>
public sealed record RosterEnded(SessionId Session, DateTimeOffset At) : RosterEvent(Session, At);
