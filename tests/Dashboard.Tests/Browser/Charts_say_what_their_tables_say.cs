using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>Charts are drawn by a script from tables that are there without it, and these say what the API says.</summary>
[Collection(BrowserTests.Name)]
public sealed class Charts_say_what_their_tables_say(Site site)
{
    /// <summary>How many colours a canvas shows: one, or none, where nothing was drawn.</summary>
    private const string Colours = """
        figure => {
          const canvas = figure.querySelector("canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }
        """;

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task Each_is_drawn_when_it_comes_near(Screen screen)
    {
        await using var visit = await site.Visit(screen);
        var errors = Complaints.Of(visit.Page);
        await visit.Open(site.Session.Page.AbsolutePath);

        foreach (var id in (string[])["chart-edits", "chart-bytes", "chart-editors", "chart-projects"])
        {
            var chart = visit.Page.Locator($"#{id}");
            await chart.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(chart).ToHaveAttributeAsync("data-drawn", "");
            Assert.True(await chart.EvaluateAsync<int>(Colours) > 2, $"{id} is empty.");
            await Assertions.Expect(chart.Locator("table")).ToBeHiddenAsync();
            await chart.Locator("summary").ClickAsync();
            await Assertions.Expect(chart.Locator("table")).ToBeVisibleAsync();
        }

        Assert.Empty(errors);
    }

    [Fact]
    public async Task Nothing_moves_when_they_are_drawn()
    {
        await using var visit = await site.Visit(Screen.Phone);
        var library = new TaskCompletionSource();
        await visit.Page.RouteAsync(
            "**/*echarts*",
            async route =>
            {
                await library.Task;
                await route.ContinueAsync();
            }
        );
        await visit.Open(site.Session.Page.AbsolutePath);
        var last = visit.Page.Locator("#chart-projects");
        await last.ScrollIntoViewIfNeededAsync();
        var before = await BelowThem(visit);

        library.SetResult();
        await Assertions.Expect(last).ToHaveAttributeAsync("data-drawn", "");

        Assert.Equal(before, await BelowThem(visit));
    }

    [Fact]
    public async Task Where_they_cannot_be_drawn_their_tables_are_unfolded_again()
    {
        await using var visit = await site.Visit(Screen.Phone);
        await visit.Page.RouteAsync("**/*echarts*", route => route.AbortAsync());
        await visit.Open(site.Session.Page.AbsolutePath);
        var chart = visit.Page.Locator("#chart-edits");
        await Assertions.Expect(chart.Locator("table")).ToBeHiddenAsync();

        await chart.ScrollIntoViewIfNeededAsync();

        await Assertions.Expect(chart.Locator("table")).ToBeVisibleAsync();
        await Assertions.Expect(chart.Locator(".chart__canvas")).ToBeHiddenAsync();
    }

    private static Task<double> BelowThem(Visit visit) =>
        visit
            .Page.Locator("#data-updates-heading")
            .EvaluateAsync<double>("heading => heading.getBoundingClientRect().top + scrollY");

    [Fact]
    public async Task Their_tables_are_there_without_a_script_and_say_what_the_API_says()
    {
        await using var visit = await site.Visit(Screen.Desktop, options: new() { JavaScriptEnabled = false });
        foreach (var (page, api) in await Places(visit))
        {
            var answer = await visit.Context.APIRequest.GetAsync($"{api}/statistics");
            var statistics = (await answer.JsonAsync())!.Value;
            var figures = statistics.GetProperty("figures");
            await visit.Open(page);

            Assert.Equal(
                [Of("edits"), Of("contentEdits")],
                (await Sums(visit.Page.Locator("#breakdowns table").First))[1..3]
            );
            Assert.Equal([Of("edits"), Of("contentEdits")], await Sums(visit, "chart-edits"));
            Assert.Equal([Of("bytesAdded"), Of("bytesRemoved")], await Sums(visit, "chart-bytes"));
            Assert.Equal([Of("newEditors") + Of("returningEditors")], await Sums(visit, "chart-editors"));
            Assert.Equal([Of("pagesCreated"), Of("pagesImproved")], await Sums(visit, "chart-projects"));

            long Of(string key) => figures.GetProperty(key).GetInt64();
        }
    }

    private async Task<IReadOnlyList<(string Page, string Api)>> Places(Visit visit)
    {
        List<(string, string)> places = [];
        foreach (var page in site.Above.Append(site.Session.Page.AbsolutePath))
        {
            await visit.Open(page);
            var link = await visit.Page.Locator("#statistics a[href$='.csv']").GetAttributeAsync("href");
            places.Add((page, link![..link!.LastIndexOf('/')]));
        }

        return places;
    }

    /// <summary>The sum of each column of a chart's table, which anybody sees.</summary>
    private static async Task<long[]> Sums(Visit visit, string id)
    {
        var table = visit.Page.Locator($"#{id} table");
        await Assertions.Expect(table).ToBeVisibleAsync();
        return await Sums(table);
    }

    private static Task<long[]> Sums(ILocator table) =>
        table.EvaluateAsync<long[]>(
            "table => [...table.querySelectorAll('thead .number')].map((_, i) => [...table.querySelectorAll('tbody tr')].reduce((sum, row) => sum + Number(row.querySelectorAll('data')[i].value), 0))"
        );
}
