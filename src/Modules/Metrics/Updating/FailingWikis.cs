using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Wikis that did not answer, for whichever session: the schedule leaves them alone for a while, longer each time they
/// fail again, and at least as long as they ask. A coordinator's update asks them at once.
/// </summary>
internal sealed class FailingWikis(NpgsqlDataSource database)
{
    private const string All = "select wiki, next_attempt from metrics.failing_wiki where wiki = any($1)";
    private const string Mend = "delete from metrics.failing_wiki where wiki = any($1)";

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly string NoteFailure = Sql.Read(typeof(FailingWikis).Assembly, "NoteFailingWiki.sql");

    /// <summary>When those of these wikis that failed last are tried again.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> NextAttempts(
        IEnumerable<string> wikis,
        CancellationToken cancellation
    )
    {
        var rows = await database.Query(
            All,
            row => (Wiki: row.GetString(0), Next: row.GetFieldValue<DateTimeOffset>(1)),
            cancellation,
            Sql.Arg(wikis.ToArray())
        );
        return rows.ToDictionary(r => r.Wiki, r => r.Next, StringComparer.Ordinal);
    }

    /// <summary>Notes which wikis failed in a run and which were well.</summary>
    public async Task Keep(UpdateRun run, CancellationToken cancellation)
    {
        var failures = run.Failures;
        string[] well = [.. run.Wikis.Select(w => w.Id.Value).Where(w => !failures.ContainsKey(w))];
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(Mend, cancellation, Sql.Arg(well));
        foreach (var (wiki, failure) in failures)
        {
            await connection.Execute(
                NoteFailure,
                cancellation,
                Sql.Arg(wiki),
                Sql.Arg(failure.Code),
                Sql.Arg(run.Now),
                Sql.Arg(First),
                Sql.Arg(Longest),
                Sql.Arg(failure.RetryAfter ?? TimeSpan.Zero)
            );
        }
    }
}
