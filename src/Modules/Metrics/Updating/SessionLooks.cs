using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// The last look at a session's wikis, whether or not it found anything; <paramref name="FoundAt"/> is when one last did.
/// </summary>
internal sealed record SessionLook(DateTimeOffset LookedAt, DateTimeOffset? FoundAt, IReadOnlyList<Problem> Problems);

/// <summary>Remembers the last look at each session's wikis, beside the log: most find nothing, and are told nowhere else.</summary>
internal sealed class SessionLooks(NpgsqlDataSource database)
{
    private const string Find = "select looked_at, found_at, problems from metrics.session_look where session_id = $1";

    private const string Save =
        "insert into metrics.session_look as l (session_id, looked_at, found_at, problems) values ($1, $2, $3, $4) on conflict (session_id) do update set looked_at = $2, found_at = coalesce($3, l.found_at), problems = $4";

    private const string SaveProblems = "update metrics.session_look set problems = $2 where session_id = $1";

    /// <summary>The last look, or null: there was none.</summary>
    public async Task<SessionLook?> Of(SessionId session, CancellationToken cancellation) =>
        (
            await database.Query(
                Find,
                row => new SessionLook(
                    row.GetFieldValue<DateTimeOffset>(0),
                    row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1),
                    JsonSerializer.Deserialize<Problem[]>(row.GetString(2), EventTypes.Json)!
                ),
                cancellation,
                Sql.Arg(session.Value)
            )
        ).SingleOrDefault();

    /// <summary>What is wrong since the last look, which stays the last one; if there was none, the next will tell.</summary>
    public async Task KeepProblems(SessionId session, IReadOnlyList<Problem> problems, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(SaveProblems, cancellation, Sql.Arg(session.Value), Json(problems));
    }

    /// <summary>Remembers a look.</summary>
    public async Task Keep(SessionId session, SessionLook look, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(
            Save,
            cancellation,
            Sql.Arg(session.Value),
            Sql.Arg(look.LookedAt),
            Sql.ArgOrNull(look.FoundAt, NpgsqlDbType.TimestampTz),
            Json(look.Problems)
        );
    }

    private static NpgsqlParameter Json(IReadOnlyList<Problem> problems) =>
        new() { Value = JsonSerializer.Serialize(problems, EventTypes.Json), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
