using System.Net;
using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>The page at a short link, as people meet it in a browser without JavaScript.</summary>
public sealed class JoinPageTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Who_confirms_takes_part_and_comes_to_a_page_of_their_own()
    {
        var session = await Session(new { attendance = "both", capacity = 2 });
        using var ada = await Visitor.SignedIn(given.Host, "Joining Ada");
        var page = await ada.Open(LinkOf(session));
        Assert.Equal("Subscribe", page.Button("subscribe"));
        Assert.Contains("Your user name is shown to the other participants", page.Text, StringComparison.Ordinal);

        var done = await ada.Press(page, "subscribe", ("attendance", "Remote"));

        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        var own = await ada.Open(done.Leads);
        Assert.Contains("Welcome! You take part now.", own.Messages, StringComparison.Ordinal);
        Assert.Contains("Remote", own.Text, StringComparison.Ordinal);
        var again = await ada.Open(LinkOf(session));
        Assert.Equal([], again.Forms);
        Assert.Contains("You take part in this session already.", again.Messages, StringComparison.Ordinal);
        Assert.Contains(done.Leads.Split('?')[0], again.Links);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_led_there_and_back_with_all_that_the_link_holds()
    {
        var session = await Session(new { attendance = "both" });
        using var nobody = new Visitor(new(given.Host.Address));
        var link = $"{LinkOf(session)}?attendance=Remote&passcode=ripe%20plum%26%3D42";

        var page = await nobody.Open(link);

        Assert.Equal([], page.Forms);
        Assert.Equal("Sign in and subscribe", page.Document.QuerySelector("main .actions a")!.TextContent);
        Assert.Contains($"/sign-in?returnTo={Uri.EscapeDataString(link)}", page.Links);
        using var bea = await Visitor.SignedIn(given.Host, "Joining Bea");
        var confirm = await bea.Open(link);
        Assert.Equal("Remote", confirm.Form("subscribe").Fields["attendance"]);
        Assert.Equal(0, await CountOf(session));
    }

    [Theory]
    [InlineData("cancelled", "This session is cancelled", "Snow on the tracks")]
    [InlineData("archived", "This session is archived", "")]
    [InlineData("closed", "Registration is closed. Ask a coordinator", "")]
    [InlineData("not open yet", "Registration is not open yet", "1 January 2999")]
    [InlineData("over", "This session is over.", "")]
    public async Task What_takes_nobody_says_so_and_leads_on(string what, string sentence, string more)
    {
        var session = await Session(SettingsOf(what));
        await Become(what, session);
        using var nobody = new Visitor(new(given.Host.Address));

        var page = await nobody.Open(LinkOf(session));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.StartsWith(sentence, page.Messages, StringComparison.Ordinal);
        Assert.Contains(more, page.Messages, StringComparison.Ordinal);
        Assert.Equal([], page.Forms);
        Assert.Contains("/sessions", page.Links);
    }

    [Fact]
    public async Task What_is_over_still_takes_those_who_were_there_while_registration_is_open()
    {
        var session = (await given.Planned.Schedule()).Id;
        using var late = await Visitor.SignedIn(given.Host, "Late Lou");
        var page = await late.Open(LinkOf(session));
        Assert.Contains("If you took part, you can still subscribe", page.Messages, StringComparison.Ordinal);
        Assert.Equal(["subscribe"], page.Forms);
    }

    [Fact]
    public async Task A_place_that_went_while_somebody_read_is_told()
    {
        var session = await Session(new { });
        using var slow = await Visitor.SignedIn(given.Host, "Slow Sue");
        var page = await slow.Open(LinkOf(session));
        (await Coordinator.Post($"/api/v1/sessions/{session}/registration/close")).Done.ToString();

        var late = await slow.Press(page, "subscribe");

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Registration is closed.", late.Messages, StringComparison.Ordinal);
        Assert.Equal(0, await CountOf(session));
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_says_what_to_do()
    {
        using var nobody = new Visitor(new(given.Host.Address));
        foreach (var code in (string[])["000000000", "nonsense", "12345678u", "e92e0636-9e5f-4b1c-8d7e-0123456789ab"])
        {
            var page = await nobody.Open($"/j/{code}");
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Equal("There is no such link", page.Heading);
            Assert.Contains("Check it letter by letter", page.Text, StringComparison.Ordinal);
            Assert.Contains("/sessions", page.Links);
        }
    }

    [Fact]
    public async Task A_link_is_found_however_it_is_typed_and_stays_when_the_address_changes()
    {
        var session = await Session(new { });
        using var nobody = new Visitor(new(given.Host.Address));
        var title = (await nobody.Open(LinkOf(session))).Heading;
        var typed = LinkOf(session)["/j/".Length..]
            .ToUpperInvariant()
            .Insert(4, "-")
            .Replace('0', 'O')
            .Replace('1', 'l');
        (
            await Coordinator.Put($"/api/v1/sessions/{session}/address", new { slug = $"moved-{session:N}" })
        ).Done.ToString();

        Assert.Equal(title, (await nobody.Open($"/j/{typed}")).Heading);
        Assert.Contains($"/sessions/moved-{session:N}", (await nobody.Open(LinkOf(session))).Links);
    }

    [Fact]
    public async Task A_program_offers_its_sessions_that_are_listed_and_not_over()
    {
        var campaign = await CampaignOf(given.Planned.Program);
        var program = (await Coordinator.Post($"/api/v1/campaigns/{campaign}/programs", new { title = "Evenings" })).Id;
        using var nobody = new Visitor(new(given.Host.Address));
        Assert.Contains(
            "No session of this program is to come.",
            (await nobody.Open(LinkOf(program))).Text,
            StringComparison.Ordinal
        );

        await In(program, "2020-03-08", "2020-03-09", listed: true);
        await In(program, "2998-03-08", "2998-03-09", listed: false);
        var only = await In(program, "2999-03-08", "2999-03-09", listed: true);
        var direct = await nobody.Open(LinkOf(program));
        Assert.Contains($"/sign-in?returnTo={Uri.EscapeDataString(LinkOf(only))}", direct.Links);

        var second = await In(program, "2999-04-08", "2999-04-09", listed: true);
        var both = await nobody.Open(LinkOf(program));
        Assert.Equal([], both.Forms);
        Assert.Equal(
            [LinkOf(only), LinkOf(second)],
            both.Links.Where(l => l.StartsWith("/j/", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Reading_the_page_changes_nothing_and_tells_nobody_where_somebody_came_from()
    {
        var session = await Session(new { });
        using var reader = await Visitor.SignedIn(given.Host, "Reading Rita");
        var before = await Events();
        foreach (var query in (string[])["", "?passcode=ripe-plum-42", "?attendance=Remote", "?_handler=subscribe"])
        {
            var page = await reader.Open($"{LinkOf(session)}{query}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal(["no-referrer"], page.Response.Headers.GetValues("Referrer-Policy"));
            Assert.Equal(["noindex"], page.Response.Headers.GetValues("X-Robots-Tag"));
            Assert.True(page.Response.Headers.CacheControl!.NoStore);
        }

        Assert.Equal(before, await Events());
        var other = await reader.Open("/sessions");
        Assert.Equal(["strict-origin-when-cross-origin"], other.Response.Headers.GetValues("Referrer-Policy"));
    }

    private static object SettingsOf(string what) =>
        what switch
        {
            "not open yet" => new { registration = new { opens = "2999-01-01" } },
            "over" => new
            {
                start = "2020-03-08",
                end = "2020-03-09",
                registration = new { closes = "2020-03-08" },
            },
            _ => new { },
        };

    private async Task Become(string what, Guid session)
    {
        var address = $"/api/v1/sessions/{session}";
        var done = what switch
        {
            "cancelled" => await Coordinator.Put($"{address}/cancellation", new { reason = "Snow on the tracks" }),
            "archived" => await Coordinator.Put($"{address}/archive", new { }),
            "closed" => await Coordinator.Post($"{address}/registration/close"),
            _ => await Coordinator.Get(address),
        };
        done.Done.ToString();
    }

    private async Task<Guid> Session(object settings)
    {
        var ahead = JsonSerializer
            .SerializeToElement(settings)
            .EnumerateObject()
            .ToDictionary(f => f.Name, f => (object)f.Value, StringComparer.Ordinal);
        ahead.TryAdd("start", "2999-03-08T13:00");
        ahead.TryAdd("end", "2999-03-08T17:00");
        if (ahead.Remove("capacity", out var capacity))
        {
            ahead["registration"] = new { capacity };
        }

        return (await given.Planned.Schedule(ahead)).Id;
    }

    private async Task<Guid> In(Guid program, string start, string end, bool listed)
    {
        var request = Planned.SessionOn("enwiki");
        (request["start"], request["end"]) = (start, end);
        var session = (await Coordinator.Post($"/api/v1/programs/{program}/sessions", request)).Id;
        if (!listed)
        {
            (await Coordinator.Put($"/api/v1/sessions/{session}/listing", new { listed })).Done.ToString();
        }

        return session;
    }

    private async Task<Guid> CampaignOf(Guid program) =>
        (await Coordinator.Get($"/api/v1/programs/{program}")).Done.Json.GetProperty("campaign").GetGuid();

    private async Task<int> CountOf(Guid session) =>
        (await Coordinator.Get($"/api/v1/sessions/{session}/registration"))
            .Done.Json.GetProperty("enrolled")
            .GetInt32();

    private Task<long> Events() => given.Database.Scalar<long>("select count(*) from events.mt_events");

    private static string LinkOf(Guid id) => $"/j/{ShortCode.Of(id)}";
}
