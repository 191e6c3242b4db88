using CampaignDashboard.Campaigns.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Enrolment;

/// <summary>When the wikis of each session were last asked what became of its articles.</summary>
internal sealed class ArticleCheckTable(NpgsqlDataSource database)
{
    private const string Last = "select checked_at, failure from enrolment.article_check where session_id = $1";
    private const string Keep =
        "insert into enrolment.article_check (session_id, checked_at, failure) values ($1, $2, $3) on conflict (session_id) do update set checked_at = excluded.checked_at, failure = excluded.failure";

    private static readonly string DueQuery = Sql.Read(typeof(ArticleCheckTable).Assembly, "DueArticleLists.sql");

    /// <summary><paramref name="Failure"/> is why a wiki did not answer, or null.</summary>
    internal sealed record Check(DateTimeOffset At, string? Failure);

    /// <summary>The last check of a session, or null.</summary>
    public async Task<Check?> LastOf(SessionId session, CancellationToken cancellation) =>
        (
            await database.Query(
                Last,
                row => new Check(row.GetFieldValue<DateTimeOffset>(0), row.IsDBNull(1) ? null : row.GetString(1)),
                cancellation,
                Sql.Arg(session.Value)
            )
        ).SingleOrDefault();

    /// <summary>Those of these sessions that have articles and were not checked since, the longest ago first.</summary>
    public Task<IReadOnlyList<SessionId>> Due(
        IReadOnlyCollection<SessionId> sessions,
        DateTimeOffset since,
        CancellationToken cancellation
    ) =>
        database.Query(
            DueQuery,
            row => new SessionId(row.GetGuid(0)),
            cancellation,
            Sql.Arg(sessions.Select(s => s.Value).ToArray()),
            Sql.Arg(since)
        );

    /// <summary>Notes a check.</summary>
    public Task Note(SessionId session, Check check, CancellationToken cancellation) =>
        database.Query(
            Keep,
            _ => 0,
            cancellation,
            Sql.Arg(session.Value),
            Sql.Arg(check.At),
            Sql.ArgOrNull(check.Failure, NpgsqlDbType.Text)
        );
}
