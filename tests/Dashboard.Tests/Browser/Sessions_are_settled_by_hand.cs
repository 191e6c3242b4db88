using CampaignDashboard.Tests.Journeys;
using Microsoft.Playwright;

namespace CampaignDashboard.Tests.Browser;

/// <summary>What a coordinator says of place, places and the online link, and what others then see and may do.</summary>
[Collection(BrowserTests.Name)]
public sealed class Sessions_are_settled_by_hand(Site site)
{
    private const string Link = "https://meet.example/room-7";

    [Theory]
    [InlineData(Screen.Desktop, true)]
    [InlineData(Screen.Phone, false)]
    public async Task One_place_an_address_and_a_link_for_who_takes_it(Screen screen, bool script)
    {
        await using var coordinator = await site.Visit(screen, Site.Coordinator, Scripted(script));
        var page = await Schedule(coordinator, $"A session online, script {script}");
        await Assertions.Expect(Shown(coordinator)).ToContainTextAsync("Darwinweg 2, Leiden");
        await Assertions.Expect(Shown(coordinator)).ToContainTextAsync("Remotely only");
        await Assertions.Expect(Shown(coordinator)).ToContainTextAsync(Link);
        await Assertions
            .Expect(coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "52.164734, 4.472523" }))
            .ToHaveAttributeAsync("href", "geo:52.164734,4.472523");

        await using var participant = await site.Visit(screen, "Ines Vega", Scripted(script));
        await participant.Open(page);
        await Assertions.Expect(Shown(participant)).ToContainTextAsync("1 place left.");
        await Assertions.Expect(Shown(participant)).Not.ToContainTextAsync(Link);
        await participant.Follow("Subscribe");
        await participant.Press("Subscribe");
        await Assertions.Expect(participant.Page.Locator("main")).ToContainTextAsync("Welcome! You take part now.");
        await Assertions.Expect(participant.Page.Locator("main")).ToContainTextAsync(Link);
        await participant.Open(page);
        await Assertions.Expect(Shown(participant)).ToContainTextAsync(Link);
        await Assertions.Expect(Shown(participant)).ToContainTextAsync("No places left.");

        await using var other = await site.Visit(screen, "Photo Pia", Scripted(script));
        await other.Open(page);
        await Assertions.Expect(Shown(other)).ToContainTextAsync("No places left.");
        await Assertions.Expect(Shown(other)).Not.ToContainTextAsync(Link);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Registration_counting_and_link_are_changed(bool script)
    {
        await using var visit = await site.Visit(Screen.Phone, Site.Coordinator, Scripted(script));
        var page = await Schedule(visit, $"A session that is settled anew, script {script}");

        await Edit(visit, page, ("opensDate", "2999-01-01"), ("opensTime", "10:00"), ("capacity", "20"));
        await Assertions.Expect(Shown(visit)).ToContainTextAsync("It opens on 1 January 2999");
        await Assertions.Expect(Shown(visit)).ToContainTextAsync("20 places left.");

        await Edit(visit, page, ("scope", "ArticleList"), ("from", "Enrolment"));
        // Figures and the rule beside them follow the log a moment later than the page.
        await Eventually.Get(
            "the new rule",
            async () =>
            {
                await visit.Open(page);
                return await Shown(visit).InnerTextAsync();
            },
            text =>
                text.Contains(
                    "on the articles of the list count, from the enrolment of each on.",
                    StringComparison.Ordinal
                )
        );

        await Edit(visit, page, ("link", ""));
        await Assertions.Expect(Shown(visit)).Not.ToContainTextAsync(Link);
    }

    [Fact]
    public async Task What_is_wrong_with_a_folded_field_is_told_where_it_stands()
    {
        await using var visit = await site.Visit(Screen.Desktop, Site.Coordinator, new() { JavaScriptEnabled = false });
        await visit.Open($"{site.Program}/new-session");
        await visit.Send([.. Usual("A session nowhere"), ("coordinates", "somewhere"), ("capacity", "100001")]);

        var wrong = await visit.Messages;
        Assert.Contains(
            wrong,
            m => m.StartsWith("Coordinates are a latitude and a longitude", StringComparison.Ordinal)
        );
        Assert.Contains(wrong, m => m.StartsWith("Give the number of places", StringComparison.Ordinal));
        await Assertions.Expect(visit.Page.Locator("[name=coordinates]")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("[name=coordinates]")).ToHaveValueAsync("somewhere");
    }

    private static BrowserNewContextOptions Scripted(bool script) => new() { JavaScriptEnabled = script };

    private static ILocator Shown(Visit visit) => visit.Page.Locator("main");

    private static (string Field, string Value)[] Usual(string title) =>
        [
            ("title", title),
            ("startDate", "2026-03-08"),
            ("startTime", "13:00"),
            ("endDate", "2026-03-08"),
            ("endTime", "18:00"),
            ("timeZone", "Europe/Amsterdam"),
            ("venue", "Naturalis"),
            ("wikis", "enwiki"),
        ];

    private async Task<string> Schedule(Visit visit, string title)
    {
        await visit.Open($"{site.Program}/new-session");
        await visit.Send([
            .. Usual(title),
            ("attendance", "Remote"),
            ("address", "Darwinweg 2, Leiden"),
            ("coordinates", "52.164734, 4.472523"),
            ("onlineLink", Link),
            ("capacity", "1"),
        ]);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(title);
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private static async Task Edit(Visit visit, string page, params (string Field, string Value)[] fields)
    {
        await visit.Open($"{page}/edit");
        await visit.Send(fields);
        await Assertions.Expect(visit.Page.Locator("#participants")).ToBeVisibleAsync();
    }
}
