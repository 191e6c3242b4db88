using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>A person looks after what the dashboard holds of them, and leaves.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class The_profile_by_hand(Site site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_chooses_a_language_keeps_tokens_and_is_forgotten(bool withJavaScript)
    {
        var name = $"Passing Guest {(withJavaScript ? "one" : "two")}";
        await using var visit = await site.Visit(Screen.Phone, options: new() { JavaScriptEnabled = withJavaScript });

        // Led to sign in, and back.
        await visit.Open("/profile");
        await visit.Send(("userName", name));
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("My profile");

        await visit.Send(("name", "Yearly report"), ("scope", "Read"), ("expiresInDays", "30"));
        var token = await visit.Page.GetByLabel("This is the new token").InputValueAsync();
        Assert.Matches(Token(), token);
        Assert.Equal("read", await visit.CellBeside("Access tokens", "Yearly report"));
        await visit.Open("/profile");
        Assert.DoesNotContain(token, await visit.Page.ContentAsync(), StringComparison.Ordinal);

        await visit.Send(("timeZone", "Middle-earth"), ("language", "nl"));
        Assert.Contains("There is no such time zone", await visit.Text, StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.Locator("[name=timeZone]")).ToHaveValueAsync("Middle-earth");
        await visit.Send(("timeZone", "Asia/Tokyo"), ("language", "nl"));
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Mijn profiel");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Intrekken" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Yearly report")).ToHaveCountAsync(0);

        await visit.Follow("Mij vergeten");
        await visit.Press("Mij nu vergeten");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("U bent vergeten");
        await Assertions.Expect(visit.Page.Locator(".account-menu")).ToHaveCountAsync(0);
        await visit.Open("/profile");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Aanmelden");
    }

    [Fact]
    public async Task A_participant_sees_sessions_and_contributions()
    {
        await using var visit = await site.Visit(Screen.Desktop, Site.Coordinator);
        await visit.Open("/");
        await visit.Page.Locator(".account-menu").ClickAsync();
        await Assertions
            .Expect(visit.Page.Locator("section[aria-labelledby=coordinated]"))
            .ToContainTextAsync(await TitleOfSession(visit));

        await using var ines = await site.Visit(Screen.Desktop, "Ines Vega");
        await ines.Open("/profile");
        Assert.Contains(await ines.Figures(), figure => figure is { Label: "Edits", Value: > 0 });
        var diff = await ines
            .Page.GetByRole(AriaRole.Link, new() { Name = "difference" })
            .First.GetAttributeAsync("href");
        Assert.Contains("index.php?diff=", diff!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_participants_own_page_counts_as_the_statistics_do()
    {
        await using var ines = await site.Visit(Screen.Phone, "Ines Vega");
        var told = await ines.Context.APIRequest.GetAsync("/api/v1/me/contributions");
        var here = (await told.JsonAsync())!
            .Value.GetProperty("bySession")
            .EnumerateArray()
            .Where(s => s.GetProperty("session").GetGuid() == site.Session.Id)
            .Select(s => s.GetProperty("counts"))
            .ToArray();
        Assert.NotEmpty(here);

        await ines.Open($"{site.Session.Page.AbsolutePath}/me");

        // Wikis have no revision in common, so their counts add up.
        var shown = (await ines.Figures()).ToDictionary(f => f.Label, f => f.Value, StringComparer.Ordinal);
        Assert.Equal(Sum("edits"), shown["Edits"]);
        Assert.Equal(Sum("contentEdits"), shown["Content edits"]);
        Assert.Equal(Sum("pagesCreated"), shown["Pages created"]);
        Assert.Equal(Sum("bytesAdded"), shown["Bytes added"]);
        Assert.NotEqual(0, shown["Bytes added"]);

        long Sum(string figure) => here.Sum(counts => counts.GetProperty(figure).GetInt64());
    }

    private async Task<string> TitleOfSession(Visit visit)
    {
        var page = await visit.Context.NewPageAsync();
        await page.GotoAsync(site.Session.Page.AbsolutePath);
        return await page.Locator("h1").InnerTextAsync();
    }

    [GeneratedRegex("^cdt_[A-Za-z0-9_-]{43}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
