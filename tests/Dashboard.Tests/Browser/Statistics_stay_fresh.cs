using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>
/// A session's page tells how far a data update is, and takes over what it brought, while somebody types in another corner
/// of it.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class Statistics_stay_fresh(Site site)
{
    // What the first step of an update reads first, and no page does.
    private const string Hold = "begin; lock table metrics.contribution_cursor in access exclusive mode";

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task An_update_tells_how_far_it_is_and_leaves_the_page_as_it_is(Screen screen)
    {
        await using var visit = await site.Visit(screen, Site.Coordinator);
        var errors = Complaints.Of(visit.Page);
        await visit.Open(site.Session.Page.AbsolutePath);
        var before = await LastUpdate(visit).GetAttributeAsync("datetime");
        await using var database = await site.Database();

        await Run(database, Hold);
        await visit.Press("Update statistics");
        var progress = visit.Page.Locator("#updates-outlook [data-line]");
        await Assertions.Expect(progress).ToContainTextAsync(Words.English["metrics-step-contributions"]);
        await Unfold(visit);
        await visit.Page.Locator("#statistics [name=asOf]").FillAsync("2026-03-0");
        await Run(database, "rollback");

        await Assertions.Expect(progress).ToHaveCountAsync(0);
        await Assertions.Expect(LastUpdate(visit)).Not.ToHaveAttributeAsync("datetime", before!);
        await Assertions.Expect(visit.Page.Locator("#statistics [name=asOf]")).ToHaveValueAsync("2026-03-0");
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Fact]
    public async Task An_update_can_be_cancelled_where_it_is_seen()
    {
        await using var visit = await site.Visit(Screen.Phone, Site.Coordinator);
        await visit.Open(site.Session.Page.AbsolutePath);
        await using var database = await site.Database();
        await Run(database, Hold);
        await visit.Press("Update statistics");
        await Assertions.Expect(visit.Page.Locator("#updates-outlook [data-follow]")).ToBeVisibleAsync();

        await visit.Press(Words.English["metrics-cancel-update"]);

        await Assertions.Expect(visit.Page.Locator("#updates-outlook [data-follow]")).ToHaveCountAsync(0);
        await Run(database, "rollback");
    }

    [Fact]
    public async Task New_figures_come_into_the_page_and_into_its_charts()
    {
        await using var visit = await site.Visit(Screen.Desktop, Site.Coordinator);
        await visit.Open(site.Session.Page.AbsolutePath);
        var edits = visit.Page.Locator("#figure-edits data");
        var shown = await edits.GetAttributeAsync("value");
        var chart = visit.Page.Locator("#chart-edits");
        await chart.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(chart).ToHaveAttributeAsync("data-drawn", "");

        // As if the page were an hour old.
        await visit.Page.EvaluateAsync(
            "() => document.querySelectorAll('#figure-edits data, #chart-edits td data').forEach(data => { data.value = '0'; data.textContent = '0'; })"
        );
        await visit.Page.EvaluateAsync("() => document.dispatchEvent(new Event('stale'))");

        await Assertions.Expect(edits).ToHaveAttributeAsync("value", shown!);
        Assert.Contains(
            await chart.Locator("td data").EvaluateAllAsync<string[]>("all => all.map(data => data.value)"),
            value => value != "0"
        );
    }

    private static ILocator LastUpdate(Visit visit) => visit.Page.Locator("#updates-outlook time").First;

    private static Task Unfold(Visit visit) =>
        visit.Page.Locator("#statistics > details:has([name=asOf]) > summary").ClickAsync();

    private static async Task Run(Npgsql.NpgsqlConnection database, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, database);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
