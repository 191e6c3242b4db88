using System.Globalization;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>
/// A coordinator takes a page out of a session's figures with a reason that everybody reads, and takes it in again.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class Pages_are_excluded_by_hand(Site site)
{
    private const string Reason = "Written by <b>somebody else</b>";

    private string Session => site.Session.Page.AbsolutePath;

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task A_page_leaves_the_figures_and_comes_back(Screen screen)
    {
        await using var visit = await site.Visit(screen, Site.Coordinator);
        await visit.Open(Session);
        var before = await PagesEdited(visit);

        await visit.Open($"{Session}/statistics/pages");
        var page = visit.Page.Locator("tbody tr").First;
        var title = await page.Locator("th bdi, th a").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = Words.English["metrics-exclude-this"] }).ClickAsync();
        await Choose(visit, "metrics-exclude");
        Assert.Equal([Words.English["metrics-excluded"], Reason], await Choice(visit, title));
        await Shows(visit, before - 1);

        await using (var anybody = await site.Visit(screen))
        {
            await anybody.Open($"{Session}/statistics/pages");
            Assert.Equal([Words.English["metrics-excluded"], Reason], await Choice(anybody, title));
        }

        await visit.Open($"{Session}/statistics/pages");
        await visit.Page.Locator("#choices tbody tr", new() { HasText = title }).Locator("td a").ClickAsync();
        await Choose(visit, "metrics-include");
        Assert.Equal([Words.English["metrics-included"], Reason], await Choice(visit, title));
        await Shows(visit, before);
    }

    [Fact]
    public async Task A_number_that_no_page_has_is_refused_beside_its_field_and_the_reason_stays()
    {
        await using var visit = await site.Visit(Screen.Phone, Site.Coordinator);
        await visit.Open($"{Session}/statistics/pages");
        await visit.Page.Locator("#choices summary").ClickAsync();
        await visit.Page.Locator("#choices [name=page]").FillAsync("0");
        await Choose(visit, "metrics-exclude");

        Assert.Contains(Words.English["metrics-page-number-wrong"], await visit.Text, StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.Locator("#choices [name=reason]")).ToHaveValueAsync(Reason);
    }

    private static async Task Choose(Visit visit, string button)
    {
        await visit.Page.Locator("#choices [name=reason]").FillAsync(Reason);
        await visit.Press(Words.English[button]);
    }

    /// <summary>What was decided of a page, and why.</summary>
    private static async Task<IReadOnlyList<string>> Choice(Visit visit, string title)
    {
        var choices = visit.Page.Locator("#choices table");
        await Assertions.Expect(choices).ToContainTextAsync(title);
        var cells = choices.Locator("tbody tr", new() { HasText = title }).Locator("td");
        return [await cells.Nth(1).InnerTextAsync(), await cells.Nth(2).InnerTextAsync()];
    }

    private async Task Shows(Visit visit, long pagesEdited)
    {
        await visit.Open(Session);
        await visit.Page.WaitForFunctionAsync(
            "value => { document.dispatchEvent(new Event('stale')); return document.querySelector('#figure-pagesEdited data').value === value; }",
            pagesEdited.ToString(CultureInfo.InvariantCulture),
            new() { PollingInterval = 250 }
        );
    }

    private static async Task<long> PagesEdited(Visit visit) =>
        long.Parse(
            (await visit.Page.Locator("#figure-pagesEdited data").GetAttributeAsync("value"))!,
            CultureInfo.InvariantCulture
        );
}
