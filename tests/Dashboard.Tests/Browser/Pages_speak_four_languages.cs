using System.Net;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class Pages_speak_four_languages(Site site)
{
    // Text that says of itself that it is in another language may be.
    private const string OwnText = """
        () => {
            const body = document.body.cloneNode(true);
            body.querySelectorAll('[lang]').forEach(other => other.remove());
            return body.textContent.replace(/\s+/g, ' ');
        }
        """;

    [Theory]
    [InlineData("en", "Campaigns")]
    [InlineData("de", "Kampagnen")]
    [InlineData("fr", "Campagnes")]
    [InlineData("nl", "Campagnes")]
    public async Task Every_page_speaks_one_of_them_throughout(string language, string campaigns)
    {
        await using var anybody = await site.Visit(Screen.Desktop);
        await using var coordinator = await site.Visit(Screen.Desktop, Site.Coordinator);
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

    private static async Task Speaks(
        Visit visit,
        IEnumerable<(string Path, HttpStatusCode Status)> pages,
        string language,
        string campaigns
    )
    {
        var english = Words.EnglishOnly(language);
        foreach (var (path, status) in pages)
        {
            await visit.Open(
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}uselang={language}",
                status
            );
            Assert.Equal(language, await visit.Page.Locator("html").GetAttributeAsync("lang"));
            var text = await visit.Page.EvaluateAsync<string>(OwnText);
            Assert.Contains(campaigns, text, StringComparison.Ordinal);
            Assert.DoesNotContain("⧼", text, StringComparison.Ordinal);
            Assert.DoesNotContain(english, sentence => text.Contains(sentence, StringComparison.Ordinal));
        }
    }
}
