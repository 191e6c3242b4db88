using CampaignDashboard.Enrolment.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Who of the rosters came, written in the append's transaction beside the rosters themselves. A whole list can be one
/// append, so a batch is reduced in memory to the last word on each person and session, then written with a statement a
/// table.
/// </summary>
internal sealed class DoorTables : IInlineProjection
{
    private const string SetMarks =
        "insert into presence (session_id, person_id, presence, recorded_at) select * from unnest($1, $2, $3, $4) on conflict (session_id, person_id) do update set presence = excluded.presence, recorded_at = excluded.recorded_at";
    private const string ClearMarks =
        "delete from presence p using unnest($1, $2) as gone (session_id, person_id) where p.session_id = gone.session_id and p.person_id = gone.person_id";
    private const string SetWalkIns =
        "insert into walk_ins (session_id, count) select * from unnest($1, $2) on conflict (session_id) do update set count = excluded.count";

    public string Name => "door";

    public int Version => 1;

    public IReadOnlyCollection<Type> Wants =>
        [
            typeof(AttendanceRecorded),
            typeof(AttendanceCleared),
            typeof(WalkInsCounted),
            typeof(ParticipantWithdrew),
            typeof(ParticipantRemoved),
        ];

    public string Tables => Sql.Read(typeof(DoorTables).Assembly, "DoorTables.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var marks = events
            .Select(e => Mark.Of(e.Data))
            .OfType<Mark>()
            .GroupBy(m => (m.Session, m.Person))
            .Select(g => g.Last())
            .ToLookup(m => m.Presence is not null);
        await WriteMarks([.. marks[true]], connection, cancellation);
        await ForgetMarks([.. marks[false]], connection, cancellation);
        await WriteWalkIns([.. events.Select(e => e.Data).OfType<WalkInsCounted>()], connection, cancellation);
    }

    private static async Task WriteMarks(Mark[] marks, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (marks.Length > 0)
        {
            await connection.Execute(
                SetMarks,
                cancellation,
                Sql.Arg(Array.ConvertAll(marks, m => m.Session)),
                Sql.Arg(Array.ConvertAll(marks, m => m.Person)),
                Sql.Arg(Array.ConvertAll(marks, m => m.Presence!)),
                Sql.Arg(Array.ConvertAll(marks, m => m.At))
            );
        }
    }

    private static async Task ForgetMarks(Mark[] marks, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (marks.Length > 0)
        {
            await connection.Execute(
                ClearMarks,
                cancellation,
                Sql.Arg(Array.ConvertAll(marks, m => m.Session)),
                Sql.Arg(Array.ConvertAll(marks, m => m.Person))
            );
        }
    }

    private static async Task WriteWalkIns(
        WalkInsCounted[] events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        if (events.Length > 0)
        {
            var last = events.GroupBy(e => e.Session).Select(g => g.Last()).ToArray();
            await connection.Execute(
                SetWalkIns,
                cancellation,
                Sql.Arg(Array.ConvertAll(last, e => e.Session.Value)),
                Sql.Arg(Array.ConvertAll(last, e => e.Count))
            );
        }
    }

    /// <summary>What was said of a person last; without presence nothing, for whatever reason.</summary>
    private sealed record Mark(Guid Session, Guid Person, string? Presence, DateTimeOffset At)
    {
        public static Mark? Of(object e) =>
            e switch
            {
                AttendanceRecorded x => new(x.Session.Value, x.Person.Value, x.Presence.ToString(), x.At),
                AttendanceCleared x => new(x.Session.Value, x.Person.Value, null, x.At),
                ParticipantWithdrew x => new(x.Session.Value, x.Person.Value, null, x.At),
                ParticipantRemoved x => new(x.Session.Value, x.Person.Value, null, x.At),
                _ => null,
            };
    }
}
