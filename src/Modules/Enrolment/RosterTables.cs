using CampaignDashboard.Enrolment.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// The roster's tables, written in the append's transaction. A thousand pasted names are one append, so a batch is
/// reduced in memory to the last word on each person, then written with a statement a table, all in one round trip.
/// </summary>
internal sealed class RosterTables : IInlineProjection
{
    private const string Enter =
        "insert into participant (session_id, person_id, attendance, since) select * from unnest($1, $2, $3, $4) on conflict (session_id, person_id) do update set attendance = excluded.attendance, since = excluded.since";
    private const string Leave =
        "delete from participant p using unnest($1, $2) as gone (session_id, person_id) where p.session_id = gone.session_id and p.person_id = gone.person_id";
    private static readonly string Remove = Sql.Read(typeof(RosterTables).Assembly, "RemoveParticipants.sql");
    private const string PutBack =
        "delete from removed r using unnest($1, $2) as back (session_id, person_id) where r.session_id = back.session_id and r.person_id = back.person_id";
    private const string Wait =
        "insert into waiter (session_id, person_id, attendance, since, arrival) select * from unnest($1, $2, $3, $4, $5)";
    private const string WaitNoMore =
        "delete from waiter w using unnest($1, $2) as gone (session_id, person_id) where w.session_id = gone.session_id and w.person_id = gone.person_id";
    private const string SetVersion =
        "insert into registration (session_id, version) select * from unnest($1, $2) on conflict (session_id) do update set version = excluded.version";
    private const string SetHand =
        "update registration r set is_open = said.is_open, switched_at = said.at from unnest($1, $2, $3) as said (session_id, is_open, at) where r.session_id = said.session_id";

    public string Name => "roster";

    public int Version => 3;

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

        await using var batch = new NpgsqlBatch(connection);
        WritePeople(RosterSteps.Of(roster), batch);
        WriteVersions(roster, batch);
        WriteHands(roster, batch);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static void WritePeople(IReadOnlyList<RosterSteps> steps, NpgsqlBatch batch)
    {
        // Who came and was removed in one batch has to come first: the row moves with the place that it holds.
        RosterSteps[] seated = [.. steps.Where(s => s is { LastSeat: not null, Now: not Whereabouts.Gone })];
        Add(
            batch,
            Enter,
            seated,
            Sql.Arg(Array.ConvertAll(seated, s => s.LastSeat!.Attendance)),
            Sql.Arg(Array.ConvertAll(seated, s => s.LastSeat!.Since))
        );
        RosterSteps[] removed = [.. steps.Where(s => s.Now is Whereabouts.Removed)];
        Add(batch, Remove, removed, Sql.Arg(Array.ConvertAll(removed, s => s.At)));
        Add(batch, Leave, [.. steps.Where(s => s.Now is Whereabouts.Gone or Whereabouts.Waiting)]);
        Add(batch, PutBack, [.. steps.Where(s => s.Now is Whereabouts.Enrolled)]);
        Add(batch, WaitNoMore, steps);
        RosterSteps[] waiting = [.. steps.Where(s => s.Now is Whereabouts.Waiting)];
        Add(
            batch,
            Wait,
            waiting,
            Sql.Arg(Array.ConvertAll(waiting, s => s.Queue!.Attendance)),
            Sql.Arg(Array.ConvertAll(waiting, s => s.Queue!.Since)),
            Sql.Arg(Array.ConvertAll(waiting, s => s.Queue!.Arrival))
        );
    }

    private static void WriteVersions(IEnumerable<StoredEvent> events, NpgsqlBatch batch)
    {
        var versions = events
            .GroupBy(e => ((RosterEvent)e.Data).Session.Value)
            .ToDictionary(g => g.Key, g => g.Last().Version);
        Add(batch, SetVersion, Sql.Arg(versions.Keys.ToArray()), Sql.Arg(versions.Values.ToArray()));
    }

    private static void WriteHands(IEnumerable<StoredEvent> events, NpgsqlBatch batch)
    {
        RosterEvent[] hands =
        [
            .. events
                .Select(e => (RosterEvent)e.Data)
                .Where(e => e is RegistrationOpened or RegistrationClosed)
                .GroupBy(e => e.Session)
                .Select(g => g.Last()),
        ];
        if (hands.Length > 0)
        {
            Add(
                batch,
                SetHand,
                Sql.Arg(Array.ConvertAll(hands, e => e.Session.Value)),
                Sql.Arg(Array.ConvertAll(hands, e => e is RegistrationOpened)),
                Sql.Arg(Array.ConvertAll(hands, e => e.At))
            );
        }
    }

    /// <summary>A statement about people, whose first parameters are their sessions and ids; none if there are none.</summary>
    private static void Add(
        NpgsqlBatch batch,
        string sql,
        IReadOnlyCollection<RosterSteps> steps,
        params NpgsqlParameter[] more
    )
    {
        if (steps.Count > 0)
        {
            Add(
                batch,
                sql,
                [
                    Sql.Arg(steps.Select(s => s.Session).ToArray()),
                    Sql.Arg(steps.Select(s => s.Person).ToArray()),
                    .. more,
                ]
            );
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }
}
