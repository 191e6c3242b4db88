using System.Text.Json;
using AngleSharp.Html.Parser;
using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CampaignDashboard.Tests.Browser;

/// <summary>
/// Somebody stands at the door with a telephone, has scanned the code of the poster, and knows after three taps which
/// article they write.
/// </summary>
public sealed class From_the_link_to_the_article(SiteWithAccounts site) : IClassFixture<SiteWithAccounts>
{
    // What a thumb hits (WCAG 2.5.5), in CSS pixels.
    private const int Thumb = 44;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_three_taps_on_a_telephone(bool script)
    {
        var link = (await Plan("enwiki")).GetProperty("link").GetString()!;
        var name = script ? "Ines Vega" : "Photo Pia";
        await site.IsAt(name);
        await using var phone = await site.Visit(Screen.Phone, script);
        await phone.Page.GotoAsync(link);
        var taps = 0;

        await Tap(phone.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in and subscribe" }));
        // The wiki asks whoever is signed in there for another tap; the one of the tests agrees at once.
        await Expect(phone.Page.Locator(".account-menu")).ToContainTextAsync(name);
        await Expect(phone.Page).ToHaveURLAsync(link);
        await Tap(phone.Page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }));
        await Expect(phone.Page.Locator(".cdx-message--success")).ToHaveTextAsync("Welcome! You take part now.");
        await Tap(phone.Page.Locator("li", new() { HasText = "Mary Anning" }).GetByRole(AriaRole.Button));

        var mine = phone.Page.Locator("section[aria-labelledby=my-articles]");
        await Expect(mine.Locator("li")).ToContainTextAsync(["Mary Anning"]);
        await Expect(mine.GetByRole(AriaRole.Button)).ToHaveTextAsync(["Release: Mary Anning"]);
        Assert.Equal(3, taps);
        Assert.Equal(390, await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await LeavesAgain(phone, link);

        async Task Tap(ILocator target)
        {
            Assert.InRange((await target.BoundingBoxAsync())!.Height, Thumb, 2 * Thumb);
            await target.TapAsync();
            taps++;
        }
    }

    [Fact]
    public async Task A_passcode_in_the_scanned_code_is_there_after_the_sign_in()
    {
        const string Passcode = "Käse & Brot 100%";
        var link = (await Plan("enwiki", Passcode)).GetProperty("link").GetString()!;
        await site.IsAt("Chiara Rossi");
        await using var phone = await site.Visit(Screen.Phone, script: false);
        await phone.Page.GotoAsync($"{link}?passcode={Uri.EscapeDataString(Passcode)}");

        await phone.Follow("Sign in and subscribe");
        await Expect(phone.Page.GetByLabel("Passcode")).ToHaveValueAsync(Passcode);
        await phone.Press("Subscribe");

        await Expect(phone.Page.Locator(".cdx-message--success")).ToHaveTextAsync("Welcome! You take part now.");
    }

    [Fact]
    public async Task What_is_copied_is_what_stands_there()
    {
        var invitation = await Plan("enwiki");
        await site.IsAt(Farm.Administrator);
        await using var visit = await site.Visit(Screen.Desktop, script: true);
        await visit.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await SignIn(visit);
        await visit.Open($"{await PageOf(visit, invitation)}/invite");

        await visit.Press("Copy: Deutsch");

        await Expect(visit.Page.Locator("[role=status]").Filter(new() { HasText = "Copied" })).ToHaveCountAsync(1);
        Assert.Equal(
            invitation.GetProperty("buttons")[1].GetProperty("wikitext").GetString(),
            await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()")
        );
    }

    [Fact]
    public async Task A_poster_is_printed_without_the_page_around_it()
    {
        var invitation = await Plan("enwiki");
        await site.IsAt(Farm.Administrator);
        await using var visit = await site.Visit(Screen.Desktop, script: false);
        await SignIn(visit);
        await visit.Open($"{await PageOf(visit, invitation)}/invite");
        string[] around = [".site-header", ".site-footer", "h1", "section[aria-labelledby=wikitext]", "#poster"];

        foreach (var part in around)
        {
            await Expect(visit.Page.Locator(part)).ToBeVisibleAsync();
        }

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        foreach (var part in around)
        {
            await Expect(visit.Page.Locator(part)).ToBeHiddenAsync();
        }

        await Expect(visit.Page.Locator(".poster__code")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".poster")).ToContainTextAsync("8 March 2999, 13:00–17:00 (Europe/Amsterdam)");
        await Expect(visit.Page.Locator(".poster")).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
    }

    [Theory]
    [InlineData("enwiki")]
    [InlineData("frwiki")]
    public async Task The_button_is_blue_on_a_real_wiki_in_each_language(string wiki)
    {
        var invitation = await Plan("enwiki");
        await using var reader = await site.Visit(Screen.Desktop, script: true);
        var labels = new List<string>();
        foreach (var button in invitation.GetProperty("buttons").EnumerateArray())
        {
            var html = await Rendered(wiki, button.GetProperty("wikitext").GetString()!);
            var said = new HtmlParser().ParseDocument(html).QuerySelector(".mw-parser-output")!;
            Assert.Equal(button.GetProperty("label").GetString(), said.TextContent.Trim());

            await reader.Page.SetContentAsync(html);
            var link = reader.Page.GetByRole(AriaRole.Link, new() { Name = said.TextContent.Trim(), Exact = true });
            await Expect(link).ToHaveAttributeAsync("href", invitation.GetProperty("link").GetString()!);
            var face = link.Locator("span");
            await Expect(face).ToHaveCSSAsync("background-color", "rgb(51, 102, 204)");
            await Expect(face).ToHaveCSSAsync("color", "rgb(255, 255, 255)");
            await Expect(face).ToHaveAttributeAsync("lang", button.GetProperty("language").GetString()!);
            labels.Add(said.TextContent.Trim());
        }

        Assert.Equal(["Subscribe", "Teilnehmen", "S’inscrire", "Meedoen"], labels);
    }

    private static async Task LeavesAgain(Visit phone, string link)
    {
        await phone.Page.Locator("summary", new() { HasText = "I cannot take part" }).TapAsync();
        await phone.Press("Withdraw");
        await Expect(phone.Page).ToHaveURLAsync(link);
        await Expect(phone.Page.GetByRole(AriaRole.Button, new() { Name = "Subscribe", Exact = true }))
            .ToBeVisibleAsync();
    }

    private static async Task SignIn(Visit visit) => await visit.Open("/sign-in/wikimedia?returnTo=/");

    private async Task<string> Rendered(string wiki, string wikitext)
    {
        var question = $"action=parse&contentmodel=wikitext&prop=text&text={Uri.EscapeDataString(wikitext)}";
        return (await site.Wikis.Ask(wiki, question)).GetProperty("parse").GetProperty("text").GetString()!;
    }

    private static async Task<string> PageOf(Visit visit, JsonElement invitation)
    {
        await visit.Page.GotoAsync(invitation.GetProperty("link").GetString()!);
        return (
            await visit
                .Page.GetByRole(AriaRole.Link, new() { Name = "More about this session" })
                .GetAttributeAsync("href")
        )!;
    }

    /// <summary>A session to come with an article, as its coordinator plans it; tells how people are invited.</summary>
    private async Task<JsonElement> Plan(string wiki, string? passcode = null)
    {
        await site.IsAt(Farm.Administrator);
        await using var planner = await site.Visit(Screen.Desktop, script: false);
        await SignIn(planner);
        var organiser = await Post(
            "/api/v1/organisers",
            new { name = $"Chapter {Guid.NewGuid()}", coordinator = Farm.Administrator }
        );
        var campaign = await Post(
            $"/api/v1/organisers/{organiser}/campaigns",
            new { title = $"Museum {Guid.NewGuid()}" }
        );
        var program = await Post(
            $"/api/v1/campaigns/{campaign}/programs",
            new { title = $"Evenings {Guid.NewGuid()}" }
        );
        var plan = new
        {
            title = $"Evening {Guid.NewGuid()}",
            timeZone = "Europe/Amsterdam",
            start = "2999-03-08T13:00",
            end = "2999-03-08T17:00",
            wikis = new[] { wiki },
        };
        var session = await Post($"/api/v1/programs/{program}/sessions", plan);
        await Send($"/api/v1/sessions/{session}/articles", new { wiki, titles = new[] { "Mary Anning" } });
        if (passcode is not null)
        {
            var set = await planner.Context.APIRequest.PutAsync(
                $"/api/v1/sessions/{session}/passcode",
                new() { DataObject = new { passcode } }
            );
            Assert.True(set.Ok, await set.TextAsync());
        }

        var told = await planner.Context.APIRequest.GetAsync($"/api/v1/sessions/{session}/invitation");
        return (await told.JsonAsync())!.Value;

        async Task<IAPIResponse> Send(string path, object body)
        {
            var answer = await planner.Context.APIRequest.PostAsync(path, new() { DataObject = body });
            Assert.True(answer.Ok, $"{path}: {await answer.TextAsync()}");
            return answer;
        }

        async Task<string> Post(string path, object body) =>
            (await (await Send(path, body)).JsonAsync())!.Value.GetProperty("id").GetString()!;
    }
}
