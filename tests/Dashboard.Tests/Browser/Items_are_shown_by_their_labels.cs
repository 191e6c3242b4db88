using System.Net;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>
/// A coordinator names Wikidata items, through the API and by hand: the Host as a process, a scripted Wikidata beside it,
/// and a Chromium that looks at the page.
/// </summary>
public sealed class Items_are_shown_by_their_labels(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly string[] Languages = ["en", "de", "fr", "nl"];

    private TestDatabase database = null!;
    private ScriptedWiki wikidata = null!;
    private EditathonWiki enwiki = null!;
    private HostProcess host = null!;
    private Planned planned = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        wikidata = await ScriptedWiki.Start(r => ItemAnswers.To(r));
        enwiki = await EditathonWiki.Start();
        host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={enwiki.Api}",
            $"--MediaWiki:Wikis:wikidatawiki={wikidata.Api}"
        );
        planned = await Planned.At(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await enwiki.DisposeAsync();
        await wikidata.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task The_API_refuses_an_item_that_does_not_exist_and_tells_the_labels_of_the_others()
    {
        var session = $"/api/v1/sessions/{(await planned.Schedule(new { wikidataItem = "q8", venueItem = "Q7" })).Id}";
        var program = $"/api/v1/programs/{planned.Program}";
        var campaign =
            $"/api/v1/campaigns/{(await planned.Coordinator.Get(program)).Done.Json.GetProperty("campaign")}";
        var organiser =
            $"/api/v1/organisers/{(await planned.Coordinator.Get(campaign)).Done.Json.GetProperty("organiser")}";
        foreach (
            var refused in new[]
            {
                await planned.Schedule(new { wikidataItem = "Q404" }),
                await planned.Schedule(new { venueItem = "Q99999999999999" }),
                await planned.Coordinator.Put(session, new { title = "A session", venueItem = "Q404" }),
                await planned.Coordinator.Put(program, new { title = "A program", wikidataItem = "Q404" }),
                await planned.Coordinator.Put(campaign, new { title = "A campaign", wikidataItem = "Q404" }),
                await planned.Coordinator.Put(organiser, new { name = "A chapter", wikidataItem = "Q404" }),
            }
        )
        {
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "no-such-item"), (refused.Status, refused.Problem));
        }

        using var anybody = new Api(host.Address);
        var told = (await anybody.Get($"{session}/wikidata-items?uselang=fr")).Done.Json.EnumerateArray();
        Assert.Equal(
            [("Q8", "Douglas Adams, écrivain", "fr"), ("Q7", "Naturalis", "en")],
            told.Select(i => (Text(i, "id"), Text(i, "label"), Text(i, "language")))
        );

        // Who may not plan here has us ask Wikidata for nothing.
        var asked = wikidata.Requests.Count;
        using var passer = await Api.SignedIn(host, "Pia");
        var no = await passer.Put(session, new { title = "Mine", wikidataItem = "Q405" });
        Assert.Equal(("not-a-coordinator", asked), (no.Problem, wikidata.Requests.Count));

        static string Text(System.Text.Json.JsonElement item, string name) => item.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task By_hand_a_wrong_item_is_told_and_a_right_one_shown_in_each_language()
    {
        var session = (await planned.Schedule(new { venue = "Naturalis", venueItem = "Q9" })).Id;
        var page = (await planned.Coordinator.Get($"/api/v1/sessions/{session}"))
            .Done.Json.GetProperty("page")
            .GetString()!;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = Chromium.Quiet }
        );
        foreach (var screen in Enum.GetValues<Screen>())
        {
            await using var visit = await Visited(browser, screen);
            await visit.Open($"{page}/edit");
            await visit.Send(("wikidataItem", "Q404"));
            Assert.Contains("Wikidata has no item Q404", Assert.Single(await visit.Messages), StringComparison.Ordinal);
            Assert.Equal("Q404", await visit.Page.Locator("[name=wikidataItem]").InputValueAsync());

            await visit.Send(("wikidataItem", "Q42"));
            await Assertions.Expect(visit.Page.Locator("dl.facts")).ToContainTextAsync("Douglas Adams (Q42)");
            foreach (var language in Languages)
            {
                await visit.Open($"{page}?uselang={language}");
                var label = visit.Page.Locator("dl.facts a[href$='/wiki/Q42'] bdi");
                Assert.StartsWith("Douglas Adams", await label.InnerTextAsync(), StringComparison.Ordinal);
                var venue = visit.Page.Locator("dl.facts a[href$='/wiki/Q9'] bdi[lang=ar]");
                Assert.Equal("rtl", await venue.EvaluateAsync<string>("label => getComputedStyle(label).direction"));
                Assert.False(
                    await visit.Page.EvaluateAsync<bool>(
                        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
                    )
                );
            }
        }
    }

    private async Task<Visit> Visited(IBrowser browser, Screen screen)
    {
        var context = await browser.NewContextAsync(screen.On(new() { JavaScriptEnabled = true }, host.Address));
        var visit = new Visit(context, await context.NewPageAsync());
        await visit.SignIn(Api.Administrator);
        return visit;
    }
}
