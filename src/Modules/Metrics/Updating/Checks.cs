using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Remembers, beside the log, when wikis were asked about things that may change there: the table <c>metrics.checked</c>.
/// Sessions that share a page or a revision ask about it once between them.
/// </summary>
internal sealed class Checks(NpgsqlDataSource database)
{
    /// <summary>How soon the same is asked again when a coordinator wants to know.</summary>
    private static readonly TimeSpan WhenAsked = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan WhileRunning = TimeSpan.FromHours(1);

    /// <summary>A little less than a day, so that a daily look finds all.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(23);

    private const string Forget = "delete from metrics.checked where kind = $1 and wiki = $2 and id = any($3)";

    private const string Since =
        "select id from metrics.checked where kind = $1 and wiki = $2 and id = any($3) and at >= $4";

    private static readonly string Take = Sql.Read(typeof(Checks).Assembly, "ClaimChecks.sql");

    /// <summary>What was asked at this instant or before is to be asked again in this run.</summary>
    public static DateTimeOffset DueBefore(UpdateRun run)
    {
        var now = run.Now;
        return now
            - (
                run.Reason is UpdateReason.Coordinator ? WhenAsked
                : now < run.Session.TrackedUntil ? WhileRunning
                : Afterwards
            );
    }

    /// <summary>
    /// Those of these things that are due, noted as asked about now: who claims them asks, and gives them back
    /// (<see cref="GiveBack"/>) if the wiki does not answer. <paramref name="by"/>: the session that will know the answer.
    /// </summary>
    public Task<IReadOnlyList<string>> Claim(
        string kind,
        string wiki,
        IEnumerable<string> ids,
        DateTimeOffset dueBefore,
        DateTimeOffset now,
        CancellationToken cancellation,
        SessionId? by = null
    ) =>
        database.Query(
            Take,
            row => row.GetString(0),
            cancellation,
            Sql.Arg(kind),
            Sql.Arg(wiki),
            Sql.Arg(ids.ToArray()),
            Sql.Arg(dueBefore),
            Sql.Arg(now),
            Sql.ArgOrNull(by?.Value, NpgsqlDbType.Uuid)
        );

    /// <summary>Claims those of these pages or revisions that are due, and has them asked about; given back if that fails.</summary>
    public async Task Ask(
        UpdateRun run,
        string kind,
        string wiki,
        IEnumerable<long> ids,
        DateTimeOffset dueBefore,
        Func<IReadOnlyCollection<long>, Task> ask,
        CancellationToken cancellation
    )
    {
        var written = ids.Select(id => id.ToString(CultureInfo.InvariantCulture));
        var claimed = await Claim(kind, wiki, written, dueBefore, run.Now, cancellation, run.Session.Id);
        if (claimed.Count == 0)
        {
            return;
        }

        try
        {
            await ask([.. claimed.Select(id => long.Parse(id, CultureInfo.InvariantCulture))]);
        }
        catch
        {
            await GiveBack(kind, wiki, claimed);
            throw;
        }
    }

    /// <summary>
    /// Those of these things that the wiki was asked about from an instant on. For what must not be believed without an answer,
    /// together with <see cref="Note"/>: what is claimed counts as asked also when this process ends before the answer.
    /// </summary>
    public async Task<IReadOnlySet<string>> AskedSince(
        DateTimeOffset instant,
        string kind,
        string wiki,
        IEnumerable<string> ids,
        CancellationToken cancellation
    ) =>
        (
            await database.Query(
                Since,
                row => row.GetString(0),
                cancellation,
                Sql.Arg(kind),
                Sql.Arg(wiki),
                Sql.Arg(ids.ToArray()),
                Sql.Arg(instant)
            )
        ).ToHashSet(StringComparer.Ordinal);

    /// <summary>The wiki has answered for these things.</summary>
    public Task Note(
        string kind,
        string wiki,
        IEnumerable<string> ids,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => Claim(kind, wiki, ids, now, now, cancellation);

    /// <summary>The wiki did not answer: they are due at once. Ends also when the update is cancelled.</summary>
    public async Task GiveBack(string kind, string wiki, IEnumerable<string> ids)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await connection.Execute(Forget, CancellationToken.None, Sql.Arg(kind), Sql.Arg(wiki), Sql.Arg(ids.ToArray()));
    }
}
