using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Contracts;

public enum Attendance
{
    OnSite,
    Remote,
}

public abstract record RosterEvent;

public sealed record ParticipantEnrolled(SessionId Session, PersonId Person, Attendance Attendance, DateTimeOffset At)
    : RosterEvent;

public sealed record ParticipantWithdrew(SessionId Session, PersonId Person, DateTimeOffset At) : RosterEvent;

public sealed record ParticipantRemoved(SessionId Session, PersonId Person, DateTimeOffset At) : RosterEvent;

public static class EnrolmentStreams
{
    public static Guid Roster(SessionId session) => StreamId.Derived(session.Value, "roster");
}

public sealed class Participants(Npgsql.NpgsqlDataSource database)
{
    public Task<IReadOnlyList<PersonId>> Of(SessionId session, CancellationToken cancellation) =>
        database.Query("", r => new PersonId(r.GetGuid(0)), cancellation);
}
