using CampaignDashboard.Enrolment.Features;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Asks what became of the articles of every session that is tracked, was lately, or will be soon. One node at a time does
/// it, by an advisory lock; when each session was asked is noted, so that the others need not, and that a run which breaks
/// off goes on where it was. A wiki that does not answer stops neither other wikis nor other sessions: what it was not asked
/// is asked again the next time.
/// </summary>
internal sealed class ArticleCheck(
    NpgsqlDataSource database,
    Enrolling enrolling,
    TimeProvider time,
    ILogger<ArticleCheck> log
)
{
    /// <summary>How long what a wiki said is good for.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>How long before and after the tracking window articles are followed.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromDays(7);

    private const string Claim = "select pg_try_advisory_lock($1)";
    private const string Release = "select pg_advisory_unlock($1)";
    private const long Lock = 0x43_44_41_52_54_49_43_4C; // "CDARTICL"

    /// <summary>Checks every session that is due, and tells how many; nothing while another node does.</summary>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!(await connection.Query(Claim, row => row.GetBoolean(0), cancellation, Sql.Arg(Lock)))[0])
        {
            return 0;
        }

        try
        {
            return await CheckAll(cancellation);
        }
        finally
        {
            // The pool keeps the session, and would keep the lock with it.
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await connection.Execute(Release, CancellationToken.None, Sql.Arg(Lock));
            }
        }
    }

    private async Task<int> CheckAll(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var tracked = await enrolling.Sessions.Tracked(now - Margin, now + Margin, cancellation);
        var due = await enrolling.Checks.Due(tracked, now - Fresh, cancellation);
        // A wiki that is down is asked once in a run, not for each session that follows it.
        var down = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var session in due)
        {
            var (_, answer) = await RefreshArticles.Run(session, time.GetUtcNow(), down, enrolling, cancellation);
            if (answer.Changes > 0)
            {
                log.LogInformation("News of the articles of session {Session}: {Changes}.", session, answer.Changes);
            }
        }

        return due.Count;
    }
}
