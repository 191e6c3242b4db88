using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>Reads the tables of rosters.</summary>
internal sealed class RosterRows(NpgsqlDataSource database)
{
    private const string People =
        "select person_id, attendance, since from roster.participant where session_id = $1 order by since, person_id";
    private const string Waiters =
        "select person_id, attendance, since, arrival from roster.waiter where session_id = $1 order by arrival";
    private const string RemovedPeople =
        "select person_id, attendance, since, removed_at from roster.removed where session_id = $1 order by removed_at desc, person_id";
    private const string Registration =
        "select is_open, switched_at, version from roster.registration where session_id = $1";

    internal sealed record ParticipantRow(PersonId Person, Attendance Attendance, DateTimeOffset Since);

    internal sealed record WaiterRow(PersonId Person, Attendance Attendance, DateTimeOffset Since, long Arrival);

    internal sealed record RemovedRow(
        PersonId Person,
        Attendance Attendance,
        DateTimeOffset Since,
        DateTimeOffset RemovedAt
    );

    internal readonly record struct RegistrationRow(HandSwitch? Hand, long Version);

    public Task<IReadOnlyList<ParticipantRow>> PeopleOf(SessionId session, CancellationToken cancellation) =>
        database.Query(
            People,
            row => new ParticipantRow(
                new(row.GetGuid(0)),
                Enum.Parse<Attendance>(row.GetString(1)),
                row.GetFieldValue<DateTimeOffset>(2)
            ),
            cancellation,
            Sql.Arg(session.Value)
        );

    /// <summary>Who waits for a place, the first who came first.</summary>
    public Task<IReadOnlyList<WaiterRow>> WaitersOf(SessionId session, CancellationToken cancellation) =>
        database.Query(
            Waiters,
            row => new WaiterRow(
                new(row.GetGuid(0)),
                Enum.Parse<Attendance>(row.GetString(1)),
                row.GetFieldValue<DateTimeOffset>(2),
                row.GetInt64(3)
            ),
            cancellation,
            Sql.Arg(session.Value)
        );

    /// <summary>Whom a coordinator took off, the last first.</summary>
    /// <summary>Whether a coordinator took this person off the session's list, and nobody put them back.</summary>
    public async Task<bool> WasRemoved(SessionId session, PersonId person, CancellationToken cancellation) =>
        (await RemovedFrom(session, cancellation)).Any(row => row.Person == person);

    public Task<IReadOnlyList<RemovedRow>> RemovedFrom(SessionId session, CancellationToken cancellation) =>
        database.Query(
            RemovedPeople,
            row => new RemovedRow(
                new(row.GetGuid(0)),
                Enum.Parse<Attendance>(row.GetString(1)),
                row.GetFieldValue<DateTimeOffset>(2),
                row.GetFieldValue<DateTimeOffset>(3)
            ),
            cancellation,
            Sql.Arg(session.Value)
        );

    /// <summary>What a coordinator's hand said last, and the roster's version; both as they begin while nothing happened.</summary>
    public async Task<RegistrationRow> RegistrationOf(SessionId session, CancellationToken cancellation) =>
        await database.Query(
            Registration,
            row => new RegistrationRow(
                row.IsDBNull(0) ? null : new HandSwitch(row.GetBoolean(0), row.GetFieldValue<DateTimeOffset>(1)),
                row.GetInt64(2)
            ),
            cancellation,
            Sql.Arg(session.Value)
        )
            is [var row]
            ? row
            : new(Hand: null, 0);
}
