using System.Net;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>A participant's own page in a session.</summary>
public sealed class MyPageTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private const string OnlineLink = "https://meet.example.org/own-page";

    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Whoever_has_none_is_led_to_the_join_page()
    {
        var (session, own) = await Session(new { onlineLink = OnlineLink });
        using var nobody = new Visitor(new(given.Host.Address));
        using var stranger = await Visitor.SignedIn(given.Host, "Own Stranger");
        foreach (var (visitor, sentence) in new[] { (nobody, "Sign in to see"), (stranger, "You do not take part") })
        {
            var page = await visitor.Open(own);
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            Assert.StartsWith(sentence, page.Messages, StringComparison.Ordinal);
            Assert.Contains(LinkOf(session), page.Links);
            Assert.DoesNotContain(OnlineLink, page.Text, StringComparison.Ordinal);
        }

        Assert.Contains($"/sign-in?returnTo={Uri.EscapeDataString(own)}", (await nobody.Open(own)).Links);
    }

    [Fact]
    public async Task It_tells_time_and_place_by_the_participants_own_clock_first()
    {
        var (session, own) = await Session(
            new
            {
                onlineLink = OnlineLink,
                venue = "Naturalis",
                address = "Darwinweg 2",
            }
        );
        using var yuki = await Visitor.SignedIn(given.Host, "Own Yuki");
        (await yuki.Api.Put("/api/v1/me/preferences", new { timeZone = "Asia/Tokyo" })).Done.ToString();
        await yuki.Press(await yuki.Open(LinkOf(session)), "subscribe");

        var page = await yuki.Open(own);

        var when = page.Document.QuerySelector("main dd")!.TextContent;
        Assert.Contains("8 March 2999, 21:00", when, StringComparison.Ordinal);
        Assert.Contains("(Asia/Tokyo)", when, StringComparison.Ordinal);
        Assert.Contains("13:00–17:00", when, StringComparison.Ordinal);
        Assert.True(
            when.IndexOf("Asia/Tokyo", StringComparison.Ordinal)
                < when.IndexOf("Europe/Amsterdam", StringComparison.Ordinal)
        );
        Assert.Contains("Darwinweg 2", page.Text, StringComparison.Ordinal);
        Assert.Contains(OnlineLink, page.Links);
        Assert.Contains($"{own[..^"/me".Length]}.ics", page.Links);
    }

    [Fact]
    public async Task Articles_are_chosen_and_released_there()
    {
        var (session, own) = await Session(new { });
        var titles = new[] { "Annie Lock", "Mary Anning" };
        (
            await Coordinator.Post($"/api/v1/sessions/{session}/articles", new { wiki = "enwiki", titles })
        ).Done.ToString();
        using var ann = await Visitor.SignedIn(given.Host, "Own Ann");
        using var ben = await Visitor.SignedIn(given.Host, "Own Ben");
        await ann.Press(await ann.Open(LinkOf(session)), "subscribe");
        await ben.Press(await ben.Open(LinkOf(session)), "subscribe");
        var page = await ann.Open(own);
        Assert.Contains("Next step: choose the article", page.Text, StringComparison.Ordinal);
        Assert.Equal(["choose-article", "withdraw"], page.Forms);

        var chosen = await ann.Press(page, "choose-article");

        Assert.Equal($"{own}#my-articles", chosen.Leads);
        Assert.Equal(["release-article", "withdraw"], (await ann.Open(own)).Forms);
        var late = await ben.Press(
            await ben.Open(own),
            "choose-article",
            ("choose", page.Form("choose-article").Fields["choose"])
        );
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("This article has as many authors as the list allows", late.Messages, StringComparison.Ordinal);
        await ann.Press(await ann.Open(own), "release-article");
        Assert.Equal(["choose-article", "withdraw"], (await ann.Open(own)).Forms);
        Assert.Contains(
            "Own Ben",
            (await ann.Open(own)).Document.QuerySelector(".people")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_withdraws_there_is_back_at_the_join_page_and_can_think_again()
    {
        var (session, own) = await Session(new { });
        using var cleo = await Visitor.SignedIn(given.Host, "Own Cleo");
        await cleo.Press(await cleo.Open(LinkOf(session)), "subscribe");
        var page = await cleo.Open(own);

        var left = await cleo.Press(page, "withdraw");

        Assert.Equal(LinkOf(session), left.Leads);
        Assert.Equal(["subscribe"], (await cleo.Open(left.Leads)).Forms);
        Assert.Equal(HttpStatusCode.Forbidden, (await cleo.Open(own)).Status);
        Assert.Equal(LinkOf(session), (await cleo.Press(page, "withdraw")).Leads);
    }

    [Fact]
    public async Task The_profile_leads_there_and_a_former_address_leads_on()
    {
        var (session, own) = await Session(new { });
        using var dora = await Visitor.SignedIn(given.Host, "Own Dora");
        await dora.Press(await dora.Open(LinkOf(session)), "subscribe");
        Assert.Contains(own, (await dora.Open("/profile")).Links);

        (
            await Coordinator.Put($"/api/v1/sessions/{session}/address", new { slug = $"own-{session:N}" })
        ).Done.ToString();

        Assert.Equal($"/sessions/own-{session:N}/me", (await dora.Open(own)).Leads);
    }

    private async Task<(Guid Session, string Own)> Session(object settings)
    {
        var plan = System.Text.Json.JsonSerializer.SerializeToNode(settings)!.AsObject();
        (plan["start"], plan["end"]) = ("2999-03-08T13:00", "2999-03-08T17:00");
        var session = (await given.Planned.Schedule(plan)).Id;
        var page = (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString();
        return (session, $"{page}/me");
    }

    private static string LinkOf(Guid session) => $"/j/{ShortCode.Of(session)}";
}
