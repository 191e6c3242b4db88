using System.Text.Json;
using Npgsql;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Looks sessions up, for the modules downstream.</summary>
public sealed class Sessions(NpgsqlDataSource database)
{
    /// <summary>The answer to an id or address that no session has.</summary>
    public static readonly Refusal NotFound = Refusal.NotFound(
        "no-such-session",
        "There is no such session. Check its address."
    );

    internal static readonly string Query = Sql.Read(typeof(Sessions).Assembly, "Sessions.sql");

    /// <summary>The session with this id, or null.</summary>
    public Task<SessionPlan?> Find(SessionId session, CancellationToken cancellation) =>
        One($"{Query} where s.session_id = $1", Sql.Arg(session.Value), cancellation);

    /// <summary>The session at this address (<c>/sessions/{slug}</c>), or null.</summary>
    public Task<SessionPlan?> At(string slug, CancellationToken cancellation) =>
        One($"{Query} where s.slug = $1", Sql.Arg(slug), cancellation);

    /// <summary>The sessions that a short link calls by this code, unlisted ones too: one, or none, as good as always.</summary>
    public Task<IReadOnlyList<SessionPlan>> With(ShortCode code, CancellationToken cancellation) =>
        database.Query(
            $"{Query} where s.session_id between $1 and $2 order by s.session_id",
            Read,
            cancellation,
            Sql.Arg(code.First),
            Sql.Arg(code.Last)
        );

    /// <summary>
    /// Those of these sessions that there are, unlisted ones too, the latest first: for who made them or takes part in them.
    /// </summary>
    public Task<IReadOnlyList<SessionPlan>> Those(
        IReadOnlyCollection<SessionId> sessions,
        CancellationToken cancellation
    ) =>
        database.Query(
            $"{Query} where s.session_id = any($1) order by s.starts desc, s.slug",
            Read,
            cancellation,
            Sql.Arg(sessions.Select(s => s.Value).ToArray())
        );

    /// <summary>The listed sessions of a program, in the order of their start.</summary>
    public Task<IReadOnlyList<SessionPlan>> Of(ProgramId program, CancellationToken cancellation) =>
        database.Query(
            $"{Query} where s.program_id = $1 and s.listed order by s.starts, s.slug",
            Read,
            cancellation,
            Sql.Arg(program.Value)
        );

    /// <summary>The listed sessions that are not over at this instant, the next first; at most twelve.</summary>
    public Task<IReadOnlyList<SessionPlan>> Coming(DateTimeOffset now, CancellationToken cancellation) =>
        database.Query(
            $"{Query} where s.listed and not s.archived and s.ends > $1 order by s.starts, s.slug limit 12",
            Read,
            cancellation,
            Sql.Arg(now)
        );

    /// <summary>The sessions whose tracking window has a part between these instants, and that take place.</summary>
    public Task<IReadOnlyList<SessionId>> Tracked(
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken cancellation
    ) =>
        database.Query(
            "select session_id from inventory.session where tracked_from < $2 and tracked_until > $1 and cancelled is null and not archived",
            row => new SessionId(row.GetGuid(0)),
            cancellation,
            Sql.Arg(from),
            Sql.Arg(until)
        );

    private async Task<SessionPlan?> One(string sql, NpgsqlParameter key, CancellationToken cancellation) =>
        (await database.Query(sql, Read, cancellation, key)).SingleOrDefault();

    internal static SessionPlan Read(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            row.GetString(1),
            JsonSerializer.Deserialize<SessionDetails>(row.GetString(2), EventTypes.Json)!,
            row.IsDBNull(3) ? null : row.GetString(3),
            row.GetString(4),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetFieldValue<DateTimeOffset>(6),
            row.GetFieldValue<DateTimeOffset>(7),
            row.GetFieldValue<DateTimeOffset>(8),
            JsonSerializer.Deserialize<TrackedWiki[]>(row.GetString(9), EventTypes.Json) ?? [],
            row.GetBoolean(10),
            row.GetInt64(11),
            new(row.GetGuid(12)),
            row.GetString(13),
            row.GetString(14),
            new(row.GetGuid(15)),
            row.GetString(16),
            row.GetString(17),
            new(row.GetGuid(18)),
            row.GetString(19),
            row.GetString(20),
            JsonSerializer.Deserialize<RegistrationPlan>(row.GetString(21), EventTypes.Json)!,
            JsonSerializer.Deserialize<CountingRule>(row.GetString(22), EventTypes.Json)!
        )
        {
            Archived = row.GetBoolean(23),
        };
}
