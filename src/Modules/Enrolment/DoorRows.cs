using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>Reads who takes part together with who came.</summary>
internal sealed class DoorRows(NpgsqlDataSource database)
{
    private static readonly string Counts = Sql.Read(typeof(DoorRows).Assembly, "DoorCounts.sql");
    private static readonly string List = Sql.Read(typeof(DoorRows).Assembly, "DoorList.sql");

    private const string Marks = "select person_id, presence from door.presence where session_id = $1";
    private const string Enrolled = "select 1 from roster.participant where session_id = $1 and person_id = $2";

    /// <summary>How many take part, and how many of them came as far as was recorded; and how many came besides.</summary>
    internal readonly record struct CountsRow(
        int Enrolled,
        int OnSite,
        int Remote,
        int Absent,
        int WalkIns,
        int Waiting,
        long Version
    )
    {
        public int Present => OnSite + Remote;

        public int NotMarked => Enrolled - OnSite - Remote - Absent;
    }

    /// <summary>Somebody who takes part, and what was recorded of them; null for nothing.</summary>
    internal sealed record Row(
        PersonId Person,
        Attendance Attendance,
        DateTimeOffset Since,
        Presence? Presence,
        DateTimeOffset? RecordedAt
    );

    public async Task<CountsRow> CountsOf(SessionId session, CancellationToken cancellation) =>
        (
            await database.Query(
                Counts,
                row => new CountsRow(
                    row.GetInt32(0),
                    row.GetInt32(1),
                    row.GetInt32(2),
                    row.GetInt32(3),
                    row.GetInt32(4),
                    row.GetInt32(5),
                    row.GetInt64(6)
                ),
                cancellation,
                Sql.Arg(session.Value)
            )
        )[0];

    public async Task<bool> TakesPart(SessionId session, PersonId person, CancellationToken cancellation) =>
        (
            await database.Query(
                Enrolled,
                row => row.GetInt32(0),
                cancellation,
                Sql.Arg(session.Value),
                Sql.Arg(person.Value)
            )
        ).Count > 0;

    /// <summary>What was recorded of whom.</summary>
    public async Task<Dictionary<PersonId, Presence>> MarksOf(SessionId session, CancellationToken cancellation) =>
        (
            await database.Query(
                Marks,
                row => (Person: new PersonId(row.GetGuid(0)), Presence: Enum.Parse<Presence>(row.GetString(1))),
                cancellation,
                Sql.Arg(session.Value)
            )
        ).ToDictionary(row => row.Person, row => row.Presence);

    /// <summary>Those who are to be shown, in no order; and <paramref name="kept"/>, if they take part.</summary>
    public Task<IReadOnlyList<Row>> Of(
        SessionId session,
        Shown shown,
        PersonId? kept,
        CancellationToken cancellation
    ) =>
        database.Query(
            List,
            row => new Row(
                new(row.GetGuid(0)),
                Enum.Parse<Attendance>(row.GetString(1)),
                row.GetFieldValue<DateTimeOffset>(2),
                row.IsDBNull(3) ? null : Enum.Parse<Presence>(row.GetString(3)),
                row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)
            ),
            cancellation,
            Sql.Arg(session.Value),
            Sql.Arg(shown.ToString()),
            Sql.Arg(kept?.Value ?? Guid.Empty)
        );
}

/// <summary>Which participants are looked at.</summary>
internal enum Shown
{
    All,
    NotMarked,
    Present,
    Absent,
}
