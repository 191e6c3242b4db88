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

    private async Task Tell(
        UpdateRun run,
        Wiki wiki,
        Dictionary<long, PageOnWiki> pages,
        CancellationToken cancellation
    )
    {
        var known = await database.Query(
            Known,
            row => new KnownPage(
                new(row.GetGuid(0)),
                row.GetInt64(1),
                row.GetBoolean(2),
                row.GetInt32(3),
                row.IsDBNull(4) ? null : row.GetString(4)
            ),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(pages.Keys.ToArray()),
            Sql.Arg(run.Session.Id.Value),
            Sql.Arg(SharedFacts.EndedAfter(run))
        );
        (string Key, ActivityEvent Event)[] news =
        [
            .. known
                .SelectMany(k => k.NewsIn(pages[k.Page], wiki.Id.Value, run.Now).Select(e => (k.Page, Event: e)))
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
