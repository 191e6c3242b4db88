using System.Net;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Passcodes, full sessions and removals, as people meet them at a short link.</summary>
public sealed class JoinHurdleTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task A_passcode_that_cannot_be_kept_is_refused_at_its_field()
    {
        var session = (await given.Planned.Schedule()).Id;

        var answer = await given.Planned.Coordinator.Put(
            $"/api/v1/sessions/{session}/passcode",
            new { passcode = "ripe\0plum" }
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty("passcode", out _));
    }

    [Fact]
    public async Task A_passcode_is_asked_for_only_where_one_is_set_and_kept_when_it_is_wrong()
    {
        var session = await Session(new { attendance = "both" });
        using var ada = await Visitor.SignedIn(given.Host, "Passing Ada");
        Assert.DoesNotContain("passcode", (await ada.Open(LinkOf(session))).Form("subscribe").Fields.Keys);
        (await Coordinator.Put($"/api/v1/sessions/{session}/passcode", new { passcode = "ripe plum" })).Done.ToString();
        var page = await ada.Open(LinkOf(session));

        var wrong = await ada.Press(page, "subscribe", ("attendance", "Remote"), ("passcode", "sour plum"));

        Assert.Equal(HttpStatusCode.Forbidden, wrong.Status);
        Assert.Contains("That is not the passcode of this session.", wrong.Messages, StringComparison.Ordinal);
        var kept = wrong.Form("subscribe").Fields;
        Assert.Equal(("Remote", "sour plum"), (kept["attendance"], kept["passcode"]));
        var missing = await ada.Press(page, "subscribe", ("passcode", " "));
        Assert.Contains("This session asks for a passcode.", missing.Messages, StringComparison.Ordinal);
        var endless = await ada.Press(page, "subscribe", ("passcode", new string('x', 65)));
        Assert.Equal(HttpStatusCode.BadRequest, endless.Status);
        Assert.Equal(["subscribe"], endless.Forms);

        var done = await ada.Press(wrong, "subscribe", ("passcode", "RIPE-plum"));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
    }

    [Fact]
    public async Task A_passcode_that_the_link_carries_is_typed_in_already_and_gets_into_no_log()
    {
        const string Passcode = "zucchini-9481";
        var session = await Session(new { });
        (await Coordinator.Put($"/api/v1/sessions/{session}/passcode", new { passcode = Passcode })).Done.ToString();
        using var bea = await Visitor.SignedIn(given.Host, "Passing Bea");
        var page = await bea.Open($"{LinkOf(session)}?passcode={Passcode}");
        Assert.Equal(Passcode, page.Form("subscribe").Fields["passcode"]);

        Assert.Equal(HttpStatusCode.SeeOther, (await bea.Press(page, "subscribe")).Status);

        using var nobody = new Visitor(new(given.Host.Address));
        await nobody.Open($"/j/nonsense?passcode={Passcode}");
        await nobody.Open($"{LinkOf(session)}/qr.svg?passcode={Passcode}");
        await nobody.Open($"/sign-in?returnTo={Uri.EscapeDataString($"{LinkOf(session)}?passcode={Passcode}")}");
        Assert.DoesNotContain(Passcode, given.Host.Log, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            0,
            await given.Database.Scalar<long>(
                $"select count(*) from events.mt_events where data::text like '%{Passcode}%'"
            )
        );
    }

    [Fact]
    public async Task A_full_session_offers_its_waiting_list_and_tells_each_their_place()
    {
        var session = await Session(new { registration = new { capacity = 1 } });
        using var first = await Visitor.SignedIn(given.Host, "Waiting Fay");
        using var second = await Visitor.SignedIn(given.Host, "Waiting Gil");
        using var third = await Visitor.SignedIn(given.Host, "Waiting Hal");
        await first.Press(await first.Open(LinkOf(session)), "subscribe");
        var full = await second.Open(LinkOf(session));
        Assert.StartsWith("All places are taken. You can wait for one", full.Messages, StringComparison.Ordinal);
        Assert.Equal("Join the waiting list", full.Button("subscribe"));

        var waits = await second.Press(full, "subscribe");
        await third.Press(await third.Open(LinkOf(session)), "subscribe");

        Assert.Contains("at place 1", (await second.Open(waits.Leads)).Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("Meets online", (await second.Open(waits.Leads)).Text, StringComparison.Ordinal);
        Assert.Contains("at place 2", (await third.Open(LinkOf(session))).Messages, StringComparison.Ordinal);
        Assert.Contains(
            "2 people wait for a place.",
            (await first.Open(LinkOf(session))).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(waits.Leads.Split('?')[0], (await third.Open("/profile")).Links);
        var leaves = await second.Press(await second.Open(waits.Leads), "withdraw");
        Assert.Equal(LinkOf(session), leaves.Leads);
        var own = waits.Leads.Split('?')[0];
        await first.Press(await first.Open(own), "withdraw");
        Assert.Equal(["withdraw"], (await third.Open(own)).Forms);
        Assert.Contains("My contributions", (await third.Open(own)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_removed_is_told_whom_to_ask()
    {
        var session = await Session(new { });
        using var ida = await Visitor.SignedIn(given.Host, "Removed Ida");
        await ida.Press(await ida.Open(LinkOf(session)), "subscribe");
        var page = await ida.Open(LinkOf(session));
        var person = (await ida.Api.Get("/api/v1/me")).Done.Json.GetProperty("person").GetGuid();
        (await Coordinator.Delete($"/api/v1/sessions/{session}/participants/{person}")).Done.ToString();

        page = await ida.Open(LinkOf(session));

        Assert.StartsWith("A coordinator took you off the list", page.Messages, StringComparison.Ordinal);
        Assert.Equal([], page.Forms);
        Assert.Contains("/sessions", page.Links);
    }

    [Fact]
    public async Task Coordinators_set_show_print_and_clear_a_passcode_on_the_page()
    {
        var session = await Session(new { });
        var invite =
            $"{(await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString()}/invite";
        using var grace = await Visitor.SignedIn(given.Host, Api.Administrator);
        var page = await grace.Open(invite);
        Assert.Contains("No passcode is set", page.Text, StringComparison.Ordinal);
        var tooShort = await grace.Press(page, "set-passcode", ("passcode", "x-y"));
        Assert.Equal(HttpStatusCode.BadRequest, tooShort.Status);
        Assert.Contains("A passcode has at least 4 letters", tooShort.Messages, StringComparison.Ordinal);

        await grace.Press(page, "set-passcode", ("passcode", "ripe plum & 42"));

        Assert.Equal("ripe plum & 42", PasscodeOn(await grace.Open(invite)));
        Assert.DoesNotContain(
            "passcode=",
            (await grace.Open(invite)).Document.QuerySelector(".poster")!.InnerHtml,
            StringComparison.Ordinal
        );
        var printed = await grace.Open($"{invite}?with=passcode");
        var link = $"{given.Host.Address}{LinkOf(session)[1..]}?passcode=ripe%20plum%20%26%2042";
        Assert.Equal(link, printed.Document.QuerySelector("main input[readonly]")!.GetAttribute("value"));
        Assert.EndsWith(
            "?passcode=ripe%20plum%20%26%2042",
            printed.Document.QuerySelector(".poster img")!.GetAttribute("src"),
            StringComparison.Ordinal
        );
        Assert.All(
            printed.Document.QuerySelectorAll("textarea"),
            t => Assert.DoesNotContain("ripe", t.TextContent, StringComparison.Ordinal)
        );

        await grace.Press(await grace.Open(invite), "rotate-passcode");
        Assert.Matches("^[a-z]{5}-[a-z]{5}$", PasscodeOn(await grace.Open(invite)));
        await grace.Press(await grace.Open(invite), "clear-passcode");
        Assert.Contains("No passcode is set", (await grace.Open(invite)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("clear-passcode", (await grace.Open(invite)).Forms);
    }

    private static string PasscodeOn(Shown page) => page.Document.QuerySelector("strong.passcode")!.TextContent;

    private async Task<Guid> Session(object settings)
    {
        var plan = System.Text.Json.JsonSerializer.SerializeToNode(settings)!.AsObject();
        (plan["start"], plan["end"]) = ("2999-03-08T13:00", "2999-03-08T17:00");
        return (await given.Planned.Schedule(plan)).Id;
    }

    private static string LinkOf(Guid session) => $"/j/{ShortCode.Of(session)}";
}
