using System.Globalization;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Counts how often people look at the pages: at created ones from the day of their creation, at improved ones in the last
/// thirty days, up to yesterday (UTC). Only days that are missing are asked for, and those that another session knows are
/// taken from it. The service counts a day some hours after its end: the last two days stay missing until it has.
/// </summary>
internal sealed class PageViewStep(PageViews service, Checks checks, NpgsqlDataSource database) : IUpdateStep
{
    private const string Kind = "page-views";
    private const int DaysOfImproved = 30;
    private const int DaysUntilCounted = 2;

    /// <summary>How many pages are asked about before what was told is appended.</summary>
    private const int PagesAtATime = 50;

    private static readonly string PagesOf = Sql.Read(typeof(PageViewStep).Assembly, "PagesToView.sql");
    private static readonly string Known = Sql.Read(typeof(PageViewStep).Assembly, "KnownViews.sql");

    public string Name => "page-views";

    public int Rank => 90;

    /// <summary>A page whose views are missing from a day on.</summary>
    private sealed record Viewed(string Wiki, long Page, string Title, DateOnly From);

    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        var yesterday = DateOnly.FromDateTime(run.Now.UtcDateTime).AddDays(-1);
        var wikis = run.Wikis.Where(service.Counts).ToArray();
        if (wikis.Length == 0)
        {
            return;
        }

        var pages = await database.Query(PagesOf, r => Read(r, yesterday), cancellation, Sql.Arg(run.Session.Id.Value));
        var missing = pages.Where(p => p.From <= yesterday).ToLookup(p => p.Wiki, StringComparer.Ordinal);
        await Task.WhenAll(wikis.Select(w => CountOn(run, w, [.. missing[w.Id.Value]], yesterday, cancellation)));
    }

    private static Viewed Read(NpgsqlDataReader row, DateOnly yesterday)
    {
        var from = row.IsDBNull(3)
            ? yesterday.AddDays(1 - DaysOfImproved)
            : DateOnly.FromDateTime(row.GetFieldValue<DateTimeOffset>(3).UtcDateTime);
        from = row.IsDBNull(4) ? from : Later(from, row.GetFieldValue<DateOnly>(4).AddDays(1));
        return new(row.GetString(0), row.GetInt64(1), row.GetString(2), Later(from, PageViews.FirstDay));
    }

    /// <summary>A failure of the service is no failure of the wiki, which other steps go on to ask.</summary>
    private async Task CountOn(
        UpdateRun run,
        Wiki wiki,
        Viewed[] pages,
        DateOnly yesterday,
        CancellationToken cancellation
    )
    {
        var done = 0;
        foreach (var some in pages.Chunk(PagesAtATime))
        {
            if (await Count(run, wiki, some, yesterday, cancellation) is { } failure)
            {
                run.Tell(
                    new WikiNotRead(run.Session.Id, run.Update, wiki.Id.Value, failure.Code, failure.Message, run.Now)
                );
                return;
            }

            run.Report(wiki.Id.Value, done += some.Length, pages.Length);
        }
    }

    /// <summary>Appends what is told of these pages, as far as they are due; tells how the service failed, if it did.</summary>
    private async Task<WikiException?> Count(
        UpdateRun run,
        Wiki wiki,
        Viewed[] pages,
        DateOnly yesterday,
        CancellationToken cancellation
    )
    {
        var byId = pages.ToDictionary(p => IdOf(run, p), StringComparer.Ordinal);
        var claimed = await checks.Claim(Kind, wiki.Id.Value, byId.Keys, Checks.DueBefore(run), run.Now, cancellation);
        var open = claimed.ToHashSet(StringComparer.Ordinal);
        try
        {
            var known = await KnownBefore(wiki, [.. claimed.Select(id => byId[id])], cancellation);
            var answers = await Task.WhenAll(
                claimed.Select(id => Ask(wiki, byId[id], known[byId[id].Page], yesterday, cancellation))
            );
            var told = answers.Where(a => a.Failure is null).ToArray();
            await run.Append([.. told.SelectMany(a => Facts(run, a.Page, a.Views, yesterday))], cancellation);
            open.ExceptWith(told.Select(a => IdOf(run, a.Page)));
            return Array.Find(answers, a => a.Failure is not null)?.Failure;
        }
        finally
        {
            await checks.GiveBack(Kind, wiki.Id.Value, open);
        }
    }

    private sealed record Answer(Viewed Page, Dictionary<DateOnly, int> Views, WikiException? Failure);

    /// <summary>What other sessions know of these pages, by page and day.</summary>
    private async Task<ILookup<long, (DateOnly Day, int Views)>> KnownBefore(
        Wiki wiki,
        IReadOnlyCollection<Viewed> pages,
        CancellationToken cancellation
    )
    {
        var rows = await database.Query(
            Known,
            row => (Page: row.GetInt64(0), Day: row.GetFieldValue<DateOnly>(1), Views: row.GetInt32(2)),
            cancellation,
            Sql.Arg(wiki.Id.Value),
            Sql.Arg(pages.Select(p => p.Page).ToArray()),
            Sql.Arg(pages.Count == 0 ? PageViews.FirstDay : pages.Min(p => p.From))
        );
        return rows.ToLookup(r => r.Page, r => (r.Day, r.Views));
    }

    private async Task<Answer> Ask(
        Wiki wiki,
        Viewed page,
        IEnumerable<(DateOnly Day, int Views)> known,
        DateOnly yesterday,
        CancellationToken cancellation
    )
    {
        var views = known.Where(k => k.Day >= page.From).ToDictionary(k => k.Day, k => k.Views);
        var first = page.From;
        while (views.ContainsKey(first))
        {
            first = first.AddDays(1);
        }

        try
        {
            foreach (var (day, number) in await service.Of(wiki, page.Title, first, yesterday, cancellation))
            {
                views[day] = number;
            }

            return new(page, views, null);
        }
        catch (WikiException e)
        {
            return new(page, views, e);
        }
    }

    /// <summary>The views of each day without a gap; days that the service may not have counted yet are left for later.</summary>
    private static IEnumerable<(string Key, ActivityEvent Event)> Facts(
        UpdateRun run,
        Viewed page,
        Dictionary<DateOnly, int> views,
        DateOnly yesterday
    )
    {
        var last = views.Keys.Append(yesterday.AddDays(-DaysUntilCounted)).Max();
        var days = last.DayNumber - page.From.DayNumber + 1;
        if (days > 0)
        {
            int[] series = [.. Enumerable.Range(0, days).Select(d => views.GetValueOrDefault(page.From.AddDays(d)))];
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"views:{page.Wiki}:{page.Page}:{page.From:yyyy-MM-dd}"),
                new PageViewsCounted(run.Session.Id, page.Wiki, page.Page, page.From, series)
            );
        }
    }

    private static string IdOf(UpdateRun run, Viewed page) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.Session.Id.Value}:{page.Page}");

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
