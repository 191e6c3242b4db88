using System.Net;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class Plans_live_on_by_hand(Site site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_is_copied_as_a_weekly_series_that_was_seen_before(bool script)
    {
        await using var visit = await site.Visit(Screen.Phone, Site.Coordinator, new() { JavaScriptEnabled = script });
        var title = $"Evening {(script ? "with" : "without")} script";
        await Schedule(visit, title);

        await visit.Follow("Copy");
        await visit.Page.FillAsync("[name=first]", "2026-03-17");
        await visit.Page.SelectOptionAsync("[name=every]", "weekly");
        await visit.Press("Show the dates");
        Assert.Contains(await visit.Messages, m => m.Contains("Nothing was saved yet", StringComparison.Ordinal));
        await visit.Page.FillAsync("[name=times]", "3");
        await visit.Page.CheckAsync("[name=dated]");
        await visit.Press("Show the dates");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(visit.Page.Locator("tbody tr").Last).ToContainTextAsync("13:00");
        await visit.Press("Make these 3 sessions");

        await Assertions.Expect(visit.Page.Locator("h1")).Not.ToContainTextAsync("Copy");
        foreach (var day in (string[])["2026-03-17", "2026-03-24", "2026-03-31"])
        {
            await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync($"{title} {day}");
        }
    }

    [Fact]
    public async Task A_session_is_archived_reopened_and_deleted_without_script()
    {
        await using var visit = await site.Visit(Screen.Desktop, Site.Coordinator, new() { JavaScriptEnabled = false });
        await Schedule(visit, "A session of the past");
        var page = visit.Page.Url;

        await visit.Open($"{page}/edit");
        await visit.Press("Archive");
        Assert.Contains(await visit.Messages, m => m.StartsWith("This is archived", StringComparison.Ordinal));
        await visit.Open($"{page}/edit");
        await visit.Press("Save");
        Assert.Contains(await visit.Messages, m => m.Contains("Reopen it first", StringComparison.Ordinal));
        await visit.Press("Reopen");
        Assert.DoesNotContain(await visit.Messages, m => m.StartsWith("This is archived", StringComparison.Ordinal));

        await visit.Open($"{page}/edit");
        await visit.Press("Delete for ever");
        Assert.Contains(await visit.Messages, m => m.StartsWith("Tick the box", StringComparison.Ordinal));
        await visit.Page.CheckAsync("[name=sure]");
        await visit.Press("Delete for ever");
        await Assertions.Expect(visit.Page.Locator("main")).Not.ToContainTextAsync("A session of the past");
        await visit.Open(page, HttpStatusCode.Gone);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("This was deleted");
    }

    private async Task Schedule(Visit visit, string title)
    {
        await visit.Open($"{site.Program}/new-session");
        await visit.Send([
            ("title", title),
            ("startDate", "2026-03-10"),
            ("startTime", "13:00"),
            ("endDate", "2026-03-10"),
            ("endTime", "18:00"),
            ("timeZone", "Europe/Amsterdam"),
            ("wikis", "enwiki"),
        ]);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(title);
    }
}
