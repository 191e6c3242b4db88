using System.Net;
using CampaignDashboard.WikiFarm;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>A participant with a telephone finds, brings, reviews and releases articles, without JavaScript and with it.</summary>
[Collection(BrowserTests.Name)]
public sealed class Articles_by_hand(Site site)
{
    private static string Participant => Editathon.WomenInScience.Participants[0];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_participant_brings_an_article_finds_it_and_gives_it_up(bool script)
    {
        var title = $"Woman {Guid.NewGuid():N}";
        await using var visit = await site.Visit(Screen.Phone, Participant, new() { JavaScriptEnabled = script });
        await visit.Open(Page);
        await visit.Send(("title", title), ("bring-wiki", "enwiki"));
        Assert.Contains($"“{title}” is on the list, and yours.", await visit.Messages);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Mine" }).ClickAsync();
        await visit.Send(("q", title[..20].ToUpperInvariant()));
        Assert.Equal([title], await visit.Page.Locator(".article__title .red-link").AllInnerTextsAsync());
        await Article(visit, title).GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();

        Assert.Contains("No articles here.", await visit.Text, StringComparison.Ordinal);
        await visit.Open($"{Page}?filter=available&q={title}");
        await Assertions
            .Expect(Article(visit, title).GetByRole(AriaRole.Button, new() { Name = "Choose" }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_telephone_nothing_is_wider_than_the_screen_and_buttons_are_for_thumbs()
    {
        await using var visit = await site.Visit(Screen.Phone, Site.Coordinator);
        await visit.Open(Page);
        await visit.Page.Locator(".article__manage > summary").First.ClickAsync();

        Assert.True(
            await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth")
        );
        var low = await visit
            .Page.Locator(
                "main .cdx-button:visible, main .cdx-select:visible, main .cdx-text-input__input:visible, .article__manage > summary:visible"
            )
            .EvaluateAllAsync<string[]>(
                "all => all.filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
            );
        Assert.Empty(low);
    }

    [Fact]
    public async Task A_coordinator_offers_assigns_and_takes_off_and_is_told_of_redirects()
    {
        var title = $"Woman {Guid.NewGuid():N}";
        await using var visit = await site.Visit(Screen.Desktop, Site.Coordinator, new() { JavaScriptEnabled = false });
        await visit.Open(Page);
        await visit.Send(("titles", $"{title}\nUser:Somebody/Draft"), ("wiki", "enwiki"));
        Assert.Equal("User:Somebody/Draft", await visit.Page.Locator("[name=titles]").InputValueAsync());

        await visit.Open($"{Page}?q={title}");
        await Article(visit, title).Locator("summary").ClickAsync();
        await Article(visit, title).GetByRole(AriaRole.Link, new() { Name = "Assign" }).ClickAsync();
        await visit.Send(("person", Participant), ("role", "Reviewer"));
        Assert.Contains($"Reviewer: {Participant}", await visit.Text, StringComparison.Ordinal);

        await Article(visit, title).Locator("summary").ClickAsync();
        await Article(visit, title).GetByRole(AriaRole.Button, new() { Name = "Take off the list" }).ClickAsync();
        Assert.Contains("No articles here.", await visit.Text, StringComparison.Ordinal);
        await visit.Open($"{site.Session.Page.AbsolutePath}/history", HttpStatusCode.OK);
        Assert.Contains(title, await visit.Text, StringComparison.Ordinal);
    }

    private string Page => $"{site.Session.Page.AbsolutePath}/articles";

    private static ILocator Article(Visit visit, string title) =>
        visit.Page.Locator(".article", new() { HasText = title });
}
