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
    private const string Registration =
        "select is_open, switched_at, version from roster.registration where session_id = $1";

    internal sealed record ParticipantRow(PersonId Person, Attendance Attendance, DateTimeOffset Since);

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
