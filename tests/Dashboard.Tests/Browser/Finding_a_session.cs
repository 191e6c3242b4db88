using System.Text;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>Somebody without an account looks for a session and puts it into a calendar.</summary>
[Collection(BrowserTests.Name)]
public sealed class Finding_a_session(Site site)
{
    [Theory]
    [InlineData(Screen.Desktop, true)]
    [InlineData(Screen.Desktop, false)]
    [InlineData(Screen.Phone, true)]
    [InlineData(Screen.Phone, false)]
    public async Task It_is_found_by_words_and_wiki_seen_in_its_month_and_taken_along(Screen screen, bool hasScript)
    {
        await using var visit = await site.Visit(screen, options: new() { JavaScriptEnabled = hasScript });
        await visit.Open("/");
        await visit.Follow("Find a session");
        await visit.Send(("search", "WOMEN amsterdam"), ("state", "all"));
        await visit.Page.Locator("summary", new() { HasText = "More filters" }).ClickAsync();
        await visit.Send(("wiki", "en.wikipedia"));
        Assert.Contains("search=WOMEN", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains("state=all", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains("found", await visit.Text, StringComparison.Ordinal);
        var path = site.Session.Page.AbsolutePath;
        await Assertions.Expect(visit.Page.Locator($".session-row a[href='{path}']")).ToBeVisibleAsync();

        // The month of now is another; the one before is a link away, and the filter is kept.
        await visit.Page.Locator(".view-switch a").Last.ClickAsync();
        Assert.Contains("search=WOMEN", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.Locator("[rel=prev]").ClickAsync();
        Assert.Contains("search=WOMEN", visit.Page.Url, StringComparison.Ordinal);
        await visit.Open($"{new Uri(visit.Page.Url).PathAndQuery.Split("&month")[0]}&month={Site.Month}");
        var entry = visit.Page.Locator($".calendar__entry[href='{path}']").Filter(new() { Visible = true });
        await entry.First.ClickAsync();

        Assert.EndsWith(path, visit.Page.Url, StringComparison.Ordinal);
        var link = visit.Page.GetByText("Add to my calendar");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.EndsWith(".ics", download.SuggestedFilename, StringComparison.Ordinal);
        var file = await File.ReadAllTextAsync(await download.PathAsync(), Encoding.UTF8);
        var found = Assert.Single(Ical.Net.Calendar.Load(file)!.Events);
        Assert.Equal(site.Session.Page, found.Url);
    }
}
