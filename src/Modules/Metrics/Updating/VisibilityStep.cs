using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// What the wikis hide of the session's revisions, looked at again now and then, 50 a request. A revision that is gone while
/// its page is there was left out when the page was restored: nothing of it is shown.
/// </summary>
internal sealed class VisibilityStep(
    NpgsqlDataSource database,
    ActionApi api,
    PageChecks pages,
    SharedFacts facts,
    EditSummaries summaries,
    Checks checks
) : IUpdateStep
{
    private const string Kind = "revision";
    private const int AtATime = 50;

    private static readonly string Due = Sql.Read(typeof(VisibilityStep).Assembly, "RevisionsDue.sql");
    private static readonly string Known = Sql.Read(typeof(VisibilityStep).Assembly, "RevisionsKnown.sql");

    public string Name => "visibility";

    public int Rank => 70;

    public Task Run(UpdateRun run, CancellationToken cancellation) =>
        run.EachWiki((wiki, stop) => Look(run, wiki, stop), cancellation);

    private async Task Look(UpdateRun run, Wiki wiki, CancellationToken cancellation)
    {
        var dueBefore = Checks.DueBefore(run);
        var due = await database.Query(
            Due,
            row => (Revision: row.GetInt64(0), Page: row.GetInt64(1)),
            cancellation,
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(Kind),
            Sql.Arg(dueBefore)
        );
        var done = 0;
        foreach (var some in due.Chunk(AtATime))
        {
            var pageOf = some.ToDictionary(r => r.Revision, r => r.Page);
            await checks.Ask(
                run,
                Kind,
                wiki.Id.Value,
                pageOf.Keys,
                dueBefore,
                claimed => Ask(run, wiki, claimed, pageOf, cancellation),
                cancellation
            );
            run.Report(wiki.Id.Value, done += some.Length, due.Count);
        }
    }

    private async Task Ask(
        UpdateRun run,
        Wiki wiki,
        IReadOnlyCollection<long> revisions,
        Dictionary<long, long> pageOf,
        CancellationToken cancellation
    )
    {
        var shown = new Dictionary<long, RevisionVisibility>();
        await foreach (var some in api.Visibility(wiki, revisions, cancellation))
        {
            foreach (var revision in some)
            {
                shown.Add(revision.Revision, revision);
            }
        }

        await summaries.Forget(
            wiki.Id.Value,
            [.. shown.Values.Where(r => r.SummaryHidden || r.Gone).Select(r => r.Revision)],
            cancellation
        );
        long[] doubtful = [.. shown.Values.Where(r => r.Gone).Select(r => pageOf[r.Revision]).Distinct()];
        var there = (await pages.Ask(run, wiki, doubtful, cancellation))
            .Where(p => p.Exists)
            .Select(p => p.PageId)
            .ToHashSet();
        await Tell(run, wiki, shown, pageOf, there, cancellation);
    }

    private async Task Tell(
        UpdateRun run,
        Wiki wiki,
        Dictionary<long, RevisionVisibility> shown,
        Dictionary<long, long> pageOf,
        HashSet<long> there,
        CancellationToken cancellation
    )
    {
        var known = await database.Query(
            Known,
            row => new KnownRevision(
                new(row.GetGuid(0)),
                row.GetInt64(1),
                IsHidden: row.GetBoolean(2),
                IsSuppressed: row.GetBoolean(3)
            ),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(shown.Keys.ToArray()),
            Sql.Arg(pageOf.Values.Distinct().ToArray()),
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg(SharedFacts.EndedAfter(run))
        );
        var news = known.Select(k =>
            (k.Revision, Event: k.NewsIn(shown[k.Revision], there.Contains(pageOf[k.Revision]), wiki.Id.Value, run.Now))
        );
        await facts.Append(
            run,
            news.Where(n => n.Event is not null)
                .Select(n => ($"visibility:{wiki.Id}:{PageChecks.IdOf(n.Revision)}:{run.Update}", n.Event!)),
            cancellation
        );
    }
}

/// <summary>What a session knows of how much of a revision is shown.</summary>
internal sealed record KnownRevision(SessionId Session, long Revision, bool IsHidden, bool IsSuppressed)
{
    /// <summary>
    /// What is news to the session in what the wiki shows now, or null. Of a page that is deleted, the page is the news.
    /// </summary>
    public ActivityEvent? NewsIn(RevisionVisibility now, bool isPageThere, string wiki, DateTimeOffset at) =>
        now switch
        {
            { Gone: true } when !isPageThere || IsHidden => null,
            { Gone: true } => new RevisionHidden(
                Session,
                wiki,
                Revision,
                Text: true,
                Author: true,
                Summary: true,
                Suppressed: false,
                at
            ),
            { IsHidden: true } when IsHidden && IsSuppressed == now.Suppressed => null,
            { IsHidden: true } => new RevisionHidden(
                Session,
                wiki,
                Revision,
                now.TextHidden,
                now.AuthorHidden,
                now.SummaryHidden,
                now.Suppressed,
                at
            ),
            _ => IsHidden ? new RevisionShown(Session, wiki, Revision, at) : null,
        };
}
