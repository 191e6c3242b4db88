using CampaignDashboard.Enrolment.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// The roster's tables, written in the append's transaction. A thousand pasted names are one append, so a batch is
/// reduced in memory to the last word on each person, then written with a statement a table.
/// </summary>
internal sealed class RosterTables : IInlineProjection
{
    private const string Enter =
        "insert into participant (session_id, person_id, attendance, since) select * from unnest($1, $2, $3, $4) on conflict (session_id, person_id) do update set attendance = excluded.attendance, since = excluded.since";
    private const string Leave =
        "delete from participant p using unnest($1, $2) as gone (session_id, person_id) where p.session_id = gone.session_id and p.person_id = gone.person_id";
    private const string SetVersion =
        "insert into registration (session_id, version) select * from unnest($1, $2) on conflict (session_id) do update set version = excluded.version";
    private const string SetHand =
        "update registration r set is_open = said.is_open, switched_at = said.at from unnest($1, $2, $3) as said (session_id, is_open, at) where r.session_id = said.session_id";

    public string Name => "roster";

    public int Version => 2;

    public IReadOnlyCollection<Type> Wants => [typeof(RosterEvent)];

    public string Tables => Sql.Read(typeof(RosterTables).Assembly, "RosterTables.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var roster = events.Where(e => e.Data is RosterEvent).ToArray();
        if (roster.Length == 0)
        {
            return;
        }

        await WritePeople([.. roster.Select(e => e.Data)], connection, cancellation);
        await WriteRegistration(roster, connection, cancellation);
    }

    private static async Task WritePeople(
        IEnumerable<object> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var last = events
            .Select(Step.Of)
            .OfType<Step>()
            .GroupBy(s => (s.Session, s.Person))
            .Select(g => g.Last())
            .ToLookup(s => s.Attendance is not null);
        await connection.Execute(
            Enter,
            cancellation,
            Sql.Arg(last[true].Select(s => s.Session).ToArray()),
            Sql.Arg(last[true].Select(s => s.Person).ToArray()),
            Sql.Arg(last[true].Select(s => s.Attendance!).ToArray()),
            Sql.Arg(last[true].Select(s => s.At).ToArray())
        );
        await connection.Execute(
            Leave,
            cancellation,
            Sql.Arg(last[false].Select(s => s.Session).ToArray()),
            Sql.Arg(last[false].Select(s => s.Person).ToArray())
        );
    }

    private static async Task WriteRegistration(
        IReadOnlyCollection<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var versions = events
            .GroupBy(e => ((RosterEvent)e.Data).Session.Value)
            .ToDictionary(g => g.Key, g => g.Last().Version);
        var hands = events
            .Select(e => e.Data)
            .OfType<RosterEvent>()
            .Where(e => e is RegistrationOpened or RegistrationClosed)
            .GroupBy(e => e.Session.Value)
            .Select(g => g.Last())
            .ToArray();
        await connection.Execute(
            SetVersion,
            cancellation,
            Sql.Arg(versions.Keys.ToArray()),
            Sql.Arg(versions.Values.ToArray())
        );
        await connection.Execute(
            SetHand,
            cancellation,
            Sql.Arg(Array.ConvertAll(hands, e => e.Session.Value)),
            Sql.Arg(Array.ConvertAll(hands, e => e is RegistrationOpened)),
            Sql.Arg(Array.ConvertAll(hands, e => e.At))
        );
    }

    /// <summary>A person came (with an attendance) or left (without).</summary>
    private sealed record Step(Guid Session, Guid Person, string? Attendance, DateTimeOffset At)
    {
        public static Step? Of(object e) =>
            e switch
            {
                ParticipantEnrolled x => new(x.Session.Value, x.Person.Value, x.Attendance.ToString(), x.At),
                ParticipantWithdrew x => new(x.Session.Value, x.Person.Value, null, x.At),
                ParticipantRemoved x => new(x.Session.Value, x.Person.Value, null, x.At),
                _ => null,
            };
    }
}
