using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class Pages_speak_four_languages(Site site)
{
    [Theory]
    [InlineData("en", "Campaigns")]
    [InlineData("de", "Kampagnen")]
    [InlineData("fr", "Campagnes")]
    [InlineData("nl", "Campagnes")]
    public async Task Every_page_speaks_one_of_them_throughout(string language, string campaigns)
    {
        using var anybody = site.Client();
        using var coordinator = site.Client();
        var signedIn = await coordinator.PostAsJsonAsync(
            "/api/v1/dev-sign-in",
            new { userName = Site.Coordinator },
            Stop
        );
        Assert.True(signedIn.IsSuccessStatusCode);
        await Speaks(anybody, Pages.ForAnybody(site), language, campaigns);
        await Speaks(coordinator, Pages.ForCoordinators(site), language, campaigns);
    }

    [Fact]
    public void The_other_languages_have_sentences_of_their_own() =>
        Assert.All(
            ["de", "fr", "nl"],
            language => Assert.InRange(Words.EnglishOnly(language).Count, 100, int.MaxValue)
        );

    [Fact]
    public async Task The_menu_of_languages_works_without_JavaScript()
    {
        await using var visit = await site.Visit(Screen.Phone, options: new() { JavaScriptEnabled = false });
        await visit.Open("/campaigns");
        await visit.Page.Locator(".language-switcher summary").ClickAsync();
        await visit.Press("Deutsch");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Kampagnen");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task Speaks(
        HttpClient visitor,
        IEnumerable<(string Path, HttpStatusCode Status)> pages,
        string language,
        string campaigns
    )
    {
        var english = Words.EnglishOnly(language);
        foreach (var (path, status) in pages)
        {
            var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}uselang={language}";
            using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), Stop);
            Assert.True(answer.StatusCode == status, $"{address} answered {answer.StatusCode}.");
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            var text = OwnText(page.Body!);
            Assert.Contains(campaigns, text, StringComparison.Ordinal);
            Assert.DoesNotContain("⧼", text, StringComparison.Ordinal);
            var foreign = english.Where(sentence => text.Contains(sentence, StringComparison.Ordinal));
            Assert.True(!foreign.Any(), $"{address} says: {string.Join(" | ", foreign)}");
        }
    }

    /// <summary>
    /// What the page says, in its attributes too: some are read aloud, and of others scripts take their words. Text that says
    /// of itself that it is in another language may be.
    /// </summary>
    private static string OwnText(IElement body)
    {
        foreach (var other in body.QuerySelectorAll("[lang]"))
        {
            other.Remove();
        }

        var attributes = body.QuerySelectorAll("*").SelectMany(e => e.Attributes).Select(a => a.Value);
        return string.Join(" | ", attributes.Prepend(body.TextContent).Select(OneLine));
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
