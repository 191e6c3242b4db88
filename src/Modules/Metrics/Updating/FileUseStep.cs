using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Counts where the files that participants uploaded are used: when it is time again, once for all sessions that have a
/// file, and told to each of them only when the number has changed.
/// </summary>
internal sealed class FileUseStep(
    FileUses counter,
    WikiDirectory directory,
    Checks checks,
    EventLog log,
    NpgsqlDataSource database
) : IUpdateStep
{
    private const string Kind = "file-uses";
    private const string FilesOf =
        "select distinct wiki, page_id from figures.counted_upload where session_id = $1 and page_id > 0";

    /// <summary>Sessions are measured so long after their end.</summary>
    private static readonly TimeSpan Measured = TimeSpan.FromDays(30);

    private static readonly string Holders = Sql.Read(typeof(FileUseStep).Assembly, "FileHolders.sql");

    public string Name => "file-uses";

    public int Rank => 80;

    /// <summary>A file of a session, and how many uses that session knows of.</summary>
    private sealed record Holding(SessionId Session, long Page, int? Uses);

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        var files = await database.Query(
            FilesOf,
            row => (Wiki: row.GetString(0), Page: row.GetInt64(1)),
            cancellation,
            Sql.Arg(run.Session.Id.Value)
        );
        await Task.WhenAll(
            from pages in files.GroupBy(f => f.Wiki, f => f.Page, StringComparer.Ordinal)
            let wiki = WikiOf(run, pages.Key)
            where wiki is not null
            select run.Ask(wiki, (w, stop) => Count(run, w, [.. pages], stop), cancellation)
        );
    }

    /// <summary>Null: it rests this time, or is configured no more.</summary>
    private Wiki? WikiOf(UpdateRun run, string wiki) =>
        run.Wikis.FirstOrDefault(w => w.Id.Value == wiki)
        ?? directory.CommonsBeside(run.Session.Wikis.Select(w => new WikiId(w.Wiki))) switch
        {
            { } commons when commons.Id.Value == wiki => commons,
            _ => null,
        };

    private async Task Count(UpdateRun run, Wiki wiki, long[] pages, CancellationToken cancellation)
    {
        var ids = pages.Select(p => p.ToString(CultureInfo.InvariantCulture));
        var claimed = await checks.Claim(Kind, wiki.Id.Value, ids, Checks.DueBefore(run), run.Now, cancellation);
        try
        {
            var holders = await HoldersOf(run, wiki, pages, cancellation);
            long[] due = [.. claimed.Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
            var uses = new Dictionary<long, int>(await counter.Count(wiki, due, cancellation));
            // What is not due was asked by another session, which knows.
            foreach (var known in holders.Where(h => h.Uses is not null))
            {
                uses.TryAdd(known.Page, known.Uses!.Value);
            }

            await Tell(
                run,
                wiki,
                holders.Where(h => uses.TryGetValue(h.Page, out var now) && now != h.Uses),
                uses,
                cancellation
            );
        }
        catch
        {
            await checks.GiveBack(Kind, wiki.Id.Value, claimed);
            throw;
        }
    }

    private Task<IReadOnlyList<Holding>> HoldersOf(
        UpdateRun run,
        Wiki wiki,
        long[] pages,
        CancellationToken cancellation
    ) =>
        database.Query(
            Holders,
            row => new Holding(new(row.GetGuid(0)), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt32(2)),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(pages),
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg((run.Now - Measured).UtcDateTime)
        );

    private async Task Tell(
        UpdateRun run,
        Wiki wiki,
        IEnumerable<Holding> changed,
        Dictionary<long, int> uses,
        CancellationToken cancellation
    )
    {
        foreach (var session in changed.GroupBy(h => h.Session))
        {
            (string Key, ActivityEvent Event)[] facts =
            [
                .. session.Select(h =>
                    (
                        string.Create(CultureInfo.InvariantCulture, $"uses:{wiki.Id}:{h.Page}:{run.Update}"),
                        (ActivityEvent)new FileUsesCounted(h.Session, wiki.Id.Value, h.Page, uses[h.Page], run.Now)
                    )
                ),
            ];
            if (session.Key == run.Session.Id)
            {
                await run.Append(facts, cancellation);
                continue;
            }

            await log.AppendOnce<Activity>(
                Activity.StreamOf(session.Key),
                [.. facts.Select(f => (f.Key, (object)f.Event))],
                run.Cause,
                cancellation
            );
        }
    }
}
