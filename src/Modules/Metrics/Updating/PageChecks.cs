using System.Globalization;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Asks a wiki what became of pages, and tells the sessions that have them.</summary>
internal sealed class PageChecks(NpgsqlDataSource database, ActionApi api, UserPageTitles titles, SharedFacts facts)
{
    /// <summary>The kind of these checks.</summary>
    public const string Kind = "page";

    private static readonly string Known = Sql.Read(typeof(PageChecks).Assembly, "PagesKnown.sql");
    private static readonly string Learned = Sql.Read(typeof(PageChecks).Assembly, "PagesLearned.sql");

    /// <summary>Asks about some pages; answers what the wiki has under their numbers.</summary>
    public async Task<IReadOnlyList<PageOnWiki>> Ask(
        UpdateRun run,
        Wiki wiki,
        IReadOnlyCollection<long> pages,
        CancellationToken cancellation
    )
    {
        var answers = new List<PageOnWiki>();
        await foreach (var some in api.PageStates(wiki, pages, cancellation))
        {
            await Tell(run, wiki, some.ToDictionary(p => p.PageId), cancellation);
            answers.AddRange(some);
        }

        return answers;
    }

    public static string IdOf(long page) => page.ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes over, without a question, what other sessions learned that asked about the session's pages last.</summary>
    public async Task TakeOver(UpdateRun run, Wiki wiki, CancellationToken cancellation)
    {
        var learned = await database.Query(
            Learned,
            row => (Own: new KnownPage(run.Session.Id, row.GetInt64(0), StateAt(row, 1)), Theirs: StateAt(row, 4)),
            cancellation,
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(Kind)
        );
        await run.Append(
            [
                .. learned
                    .SelectMany(l => l.Own.NewsIn(l.Theirs, wiki.Id.Value, run.Now).Select(e => (l.Own.Page, Event: e)))
                    .Select(n => (KeyOf(run, wiki, n.Page, n.Event), n.Event)),
            ],
            cancellation
        );
    }

    private static PageState StateAt(NpgsqlDataReader row, int column) =>
        new(
            row.GetBoolean(column),
            row.GetInt32(column + 1),
            row.IsDBNull(column + 2) ? null : row.GetString(column + 2)
        );

    private async Task Tell(
        UpdateRun run,
        Wiki wiki,
        Dictionary<long, PageOnWiki> pages,
        CancellationToken cancellation
    )
    {
        var known = await database.Query(
            Known,
            row => new KnownPage(new(row.GetGuid(0)), row.GetInt64(1), StateAt(row, 2)),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(pages.Keys.ToArray()),
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg(SharedFacts.EndedAfter(run))
        );
        (string Key, ActivityEvent Event)[] news =
        [
            .. known
                .SelectMany(k =>
                    k.NewsIn(PageState.Of(pages[k.Page]), wiki.Id.Value, run.Now).Select(e => (k.Page, Event: e))
                )
                .Select(n => (KeyOf(run, wiki, n.Page, n.Event), n.Event)),
        ];
        await KeepTitles(
            wiki,
            [.. news.Select(n => n.Event).OfType<PageMoved>().Select(m => pages[m.Page])],
            cancellation
        );
        await facts.Append(run, news, cancellation);
    }

    /// <summary>A page can be restored and moved between two looks.</summary>
    private static string KeyOf(UpdateRun run, Wiki wiki, long page, ActivityEvent e) =>
        $"page:{wiki.Id}:{IdOf(page)}:{run.Update}{(e is PageMoved ? ":moved" : "")}";

    private Task KeepTitles(Wiki wiki, IReadOnlyCollection<PageOnWiki> moved, CancellationToken cancellation) =>
        titles.Keep(
            [.. moved.Select(p => new UserPageTitles.Page(wiki.Id.Value, p.PageId, p.Namespace, p.Title!))],
            cancellation
        );
}
