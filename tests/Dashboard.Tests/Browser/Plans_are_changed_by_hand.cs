using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class Plans_are_changed_by_hand(Site site)
{
    [Fact]
    public async Task A_session_moves_is_cancelled_and_reinstated_without_script()
    {
        await using var visit = await site.Visit(Screen.Phone, Site.Coordinator, new() { JavaScriptEnabled = false });
        await Schedule(visit, "A session that changes");

        await Edit(visit);
        await visit.Send(("title", "A session that changed"), ("language", "nl"));
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("A session that changed");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Nederlands");

        await Edit(visit);
        // Filled from the plan, so that what is not touched stays.
        await Assertions.Expect(visit.Page.Locator("[name=startTime]")).ToHaveValueAsync("13:00");
        await visit.Page.FillAsync("[name=endTime]", "19:30");
        await visit.Press("Save dates and times");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("19:30");

        await Edit(visit);
        await visit.Page.FillAsync("[name=reason]", "The museum is closed.");
        await visit.Press("Cancel this session");
        await Assertions
            .Expect(visit.Page.Locator("main"))
            .ToContainTextAsync("This session is cancelled. The museum is closed.");

        await Edit(visit);
        await visit.Press("Let it take place");
        await Assertions.Expect(visit.Page.Locator("main")).Not.ToContainTextAsync("cancelled");
    }

    [Fact]
    public async Task A_campaign_and_its_program_say_what_their_sessions_begin_with_without_script()
    {
        await using var visit = await site.Visit(Screen.Phone, Site.Coordinator, new() { JavaScriptEnabled = false });
        await visit.Open($"{site.Above[0]}/new-campaign");
        await visit.Send(("title", "Beetles of the world"), ("description", "# Why\n\nThey are *many*."));
        await Assertions.Expect(visit.Page.Locator("main h2").First).ToHaveTextAsync("Why");
        await Assertions.Expect(visit.Page.Locator("main em")).ToHaveTextAsync("many");

        await Edit(visit);
        await visit.Send(("image", "Beetle.exe"), ("wikis", "enwiki: 0, 14"));
        Assert.Contains(await visit.Messages, m => m.Contains("File:Museum.jpg", StringComparison.Ordinal));
        await Assertions.Expect(visit.Page.Locator("[name=wikis]")).ToHaveValueAsync("enwiki: 0, 14");
        await visit.Send(("image", "beetle.jpg"), ("wikis", "enwiki: 0, 4711"));
        Assert.Contains(await visit.Messages, m => m.Contains("no namespace 4711", StringComparison.Ordinal));
        await visit.Send(("wikis", "enwiki: 0, 14"));
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("content namespaces 0, 14");
        await Assertions
            .Expect(visit.Page.Locator(".campaign-image img"))
            .ToHaveAttributeAsync("alt", "Image of the campaign Beetles of the world: Beetle.jpg");

        await visit.Follow("Plan a program");
        await visit.Send(("title", "Beetles 2026"));
        await Edit(visit);
        await visit.Send(("venue", "Leiden"), ("goal-edits", "0"), ("goal-participants", "20"));
        Assert.Contains(await visit.Messages, m => m.Contains("whole number", StringComparison.Ordinal));
        await Assertions.Expect(visit.Page.Locator("[name=goal-participants]")).ToHaveValueAsync("20");
        await visit.Send(("goal-edits", "50"));
        await Assertions.Expect(visit.Page.Locator("#goals")).ToContainTextAsync("Participants");
        await Assertions.Expect(visit.Page.Locator("#goals progress")).ToHaveCountAsync(2);

        await visit.Page.GotoAsync(visit.Page.Url.Split('#')[0] + "/new-session");
        await Assertions.Expect(visit.Page.Locator("[name=wikis]")).ToHaveValueAsync("en.wikipedia: 0, 14");
        await Assertions.Expect(visit.Page.Locator("[name=venue]")).ToHaveValueAsync("Leiden");
    }

    [Fact]
    public async Task Two_colleagues_who_edit_at_once_overwrite_nothing()
    {
        await using var first = await site.Visit(Screen.Desktop, Site.Coordinator);
        await Schedule(first, "A session of two minds");
        var page = first.Page.Url;
        await using var second = await site.Visit(Screen.Desktop, Site.Coordinator);
        await second.Open($"{page}/edit");
        await first.Open($"{page}/edit");

        await first.Page.FillAsync("[name=title]", "The first mind");
        await first.Press("Save");
        await second.Page.FillAsync("[name=title]", "The second mind");
        await second.Press("Save");

        Assert.Contains(await second.Messages, m => m.Contains("Somebody changed this", StringComparison.Ordinal));
        await Assertions.Expect(second.Page.Locator("[name=title]")).ToHaveValueAsync("The second mind");
        await first.Open(page);
        await Assertions.Expect(first.Page.Locator("h1")).ToHaveTextAsync("The first mind");
    }

    [Fact]
    public async Task A_coordinator_is_appointed_and_dismissed()
    {
        await using var visit = await site.Visit(Screen.Desktop, Site.Coordinator);
        await Schedule(visit, "A session with a helper");
        await visit.Send(("userName", "Passer-by Pat"));
        await Assertions.Expect(visit.Page.Locator(".people")).ToContainTextAsync("Passer-by Pat");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss Passer-by Pat" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".people")).Not.ToContainTextAsync("Passer-by Pat");
    }

    private async Task Schedule(Visit visit, string title)
    {
        await visit.Open($"{site.Program}/new-session");
        await visit.Send([
            ("title", title),
            ("startDate", "2026-03-08"),
            ("startTime", "13:00"),
            ("endDate", "2026-03-08"),
            ("endTime", "18:00"),
            ("timeZone", "Europe/Amsterdam"),
            ("wikis", "enwiki"),
        ]);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(title);
    }

    private static Task Edit(Visit visit) =>
        visit.Page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
}
