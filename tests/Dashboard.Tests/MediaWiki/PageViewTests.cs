using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>The pageviews API, in the shapes that it gave in 2026.</summary>
public sealed class PageViewTests
{
    private const string Nothing =
        """{"status":404,"type":"about:blank","title":"Not Found","method":"GET","detail":"The date(s) you used are valid, but we either do not have data for those date(s), or the project you asked for is not loaded yet."}""";

    private static readonly Wiki English = new(
        new("enwiki"),
        new("https://en.wikipedia.org/w/api.php"),
        "en.wikipedia",
        new("https://en.wikipedia.org/wiki/"),
        [0]
    );

    [Fact]
    public async Task Views_come_by_day_and_the_title_is_written_as_in_an_address()
    {
        await using ScriptedWiki service = await ScriptedWiki.Start(
            """
            {"items":[{"project":"en.wikipedia","article":"AC/DC_live?","granularity":"daily","timestamp":"2026030800","access":"all-access","agent":"user","views":17},
             {"project":"en.wikipedia","article":"AC/DC_live?","granularity":"daily","timestamp":"2026031000","access":"all-access","agent":"user","views":3}]}
            """
        );

        var views = await Ask(service, "AC/DC live?", new(2026, 3, 8), new(2026, 3, 10));

        Assert.Equal(
            [(new DateOnly(2026, 3, 8), 17), (new DateOnly(2026, 3, 10), 3)],
            views.Select(v => (v.Key, v.Value))
        );
        Assert.Equal(
            "/rest/metrics/pageviews/per-article/en.wikipedia.org/all-access/user/AC%2FDC_live%3F/daily/20260308/20260310",
            Assert.Single(service.Requests).Target
        );
        Assert.StartsWith(
            "CampaignDashboard/",
            service.Requests.First().Headers["User-Agent"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_page_that_is_not_found_has_no_views()
    {
        await using ScriptedWiki service = await ScriptedWiki.Start(
            new WikiAnswer(Nothing, 404, "application/problem+json")
        );

        Assert.Empty(await Ask(service, "Nobody's", new(2026, 3, 8), new(2026, 3, 10)));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_service_is_left_alone_for_as_long_as_it_asks(int status)
    {
        await using ScriptedWiki service = await ScriptedWiki.Start(
            new WikiAnswer("<html>", status) { Headers = { ["Retry-After"] = "17" } },
            """{"items":[]}"""
        );

        Assert.Empty(await Ask(service, "X", new(2026, 3, 8), new(2026, 3, 10)));

        Assert.Equal([TimeSpan.FromSeconds(17)], service.Clock.Pauses);
    }

    [Fact]
    public async Task Its_failures_name_the_service_and_the_wiki()
    {
        await using ScriptedWiki service = await ScriptedWiki.Start("<html>Error</html>");

        var failure = await Assert.ThrowsAsync<WikiException>(() =>
            Ask(service, "X", new(2026, 3, 8), new(2026, 3, 10))
        );

        Assert.Equal(("enwiki", "not-json"), (failure.Wiki.Value, failure.Code));
        Assert.StartsWith("The page view statistics of en.wikipedia ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_time_before_the_first_count()
    {
        await using ScriptedWiki service = await ScriptedWiki.Start("""{"items":[]}""");

        Assert.Empty(await Ask(service, "X", new(2014, 1, 1), new(2015, 6, 30)));
        Assert.Empty(service.Requests);
        Assert.Empty(await Ask(service, "X", new(2015, 6, 1), new(2015, 7, 2)));
        Assert.EndsWith("/20150701/20150702", Assert.Single(service.Requests).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_pages_at_a_time_are_asked()
    {
        var release = new SemaphoreSlim(0);
        await using ScriptedWiki service = await ScriptedWiki.Start(r => new WikiAnswer("""{"items":[]}""")
        {
            Held = r.Target.Contains("Probe", StringComparison.Ordinal) ? Task.CompletedTask : release.WaitAsync(),
        });
        PageViews views = Client(service);
        Task[] asking =
        [
            .. Enumerable
                .Range(0, 7)
                .Select(i => (Task)views.Of(English, $"Page {i}", new(2026, 3, 8), new(2026, 3, 9), default)),
        ];
        for (int arrived = 0; arrived < 3; arrived++)
        {
            await service.NextArrival();
        }
        // What was sent together with these three would have arrived before a question that is asked only now.
        using (var outsider = new HttpClient())
        {
            await outsider.GetStringAsync(new Uri(service.Api, "/Probe"));
        }
        await service.NextArrival();
        Assert.Equal(4, service.Requests.Count);

        release.Release(7);
        await Task.WhenAll(asking);
        Assert.Equal(8, service.Requests.Count);
    }

    [Fact]
    public async Task Wikimedia_counts_its_own_wikis_and_a_service_that_is_set_all()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start();

        Assert.True(wiki.Program().GetRequiredService<PageViews>().Counts(English));
        Assert.False(wiki.Program().GetRequiredService<PageViews>().Counts(wiki.Wiki));
        Assert.True(Client(wiki).Counts(wiki.Wiki));
        Assert.False(wiki.Program(("OnlyConfigured", "true")).GetRequiredService<PageViews>().Counts(English));
    }

    private static PageViews Client(ScriptedWiki service) =>
        service.Program(("PageviewsApi", new Uri(service.Api, "/rest/").AbsoluteUri)).GetRequiredService<PageViews>();

    private static Task<IReadOnlyDictionary<DateOnly, int>> Ask(
        ScriptedWiki service,
        string title,
        DateOnly from,
        DateOnly to
    ) => Client(service).Of(English, title, from, to, default);
}
