using System.Net;
using AngleSharp.Dom;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>A coordinator pastes names: the wikis are asked first, and nobody is stored before the answers were seen.</summary>
public sealed class EnteringPeopleTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private const string Pasted = "ada\nNobody Here\nhttps://en.wikipedia.org/wiki/User:Ben_Baker\nbad:name\nChi";

    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task The_preview_stores_nothing_puts_problems_first_and_the_second_step_enrols_the_good_ones()
    {
        var (session, path) = await Session();
        (await Coordinator.Post($"{session}/participants", new { userNames = new[] { "Chi" } })).Done.ToString();
        var before = (await Events(), await People());

        var preview = await Send(path, "check-names", ("userNames", Pasted));

        Assert.Equal(before, (await Events(), await People()));
        Assert.Equal(["Nobody Here", "bad:name"], Rows(preview).Take(2));
        Assert.Contains("2 people can be enrolled.", Told(preview), StringComparison.Ordinal);
        Assert.Contains("1 takes part already.", Told(preview), StringComparison.Ordinal);
        Assert.Contains("2 names are to be corrected.", Told(preview), StringComparison.Ordinal);
        Assert.Equal(Pasted, preview.QuerySelector("textarea[name=userNames]")!.TextContent);

        var second = PageForm.In(preview).Single(f => f.Handler == "enter-people");
        var entered = PageForm.Parse((await Coordinator.Send(path, second.Fields)).Done.Text);

        Assert.Contains("2 people were enrolled.", Told(entered), StringComparison.Ordinal);
        Assert.Equal("Nobody Here\nbad:name", entered.QuerySelector("textarea[name=userNames]")!.TextContent);
        Assert.Equal(3, await Enrolled(session));
    }

    [Fact]
    public async Task What_became_of_an_account_between_the_steps_is_seen_by_the_second()
    {
        var (session, path) = await Session();
        var preview = await Send(path, "check-names", ("userNames", "Ada\nBen"));
        var second = PageForm.In(preview).Single(f => f.Handler == "enter-people");
        var renamed = new Dictionary<string, string>(second.Fields, StringComparer.Ordinal)
        {
            ["userNames"] = "Ada\nNobody Any More",
        };

        var entered = PageForm.Parse((await Coordinator.Send(path, renamed)).Done.Text);

        Assert.Contains("1 person was enrolled.", Told(entered), StringComparison.Ordinal);
        Assert.Equal("Nobody Any More", entered.QuerySelector("textarea[name=userNames]")!.TextContent);
        Assert.Equal(1, await Enrolled(session));
    }

    [Fact]
    public async Task A_thousand_names_cost_twenty_requests_each_time_and_more_are_refused_where_they_were_typed()
    {
        var (session, path) = await Session();
        var before = given.Good.UserRequests;

        var preview = await Send(path, "check-names", ("userNames", Names(1000)));
        Assert.Equal(20, given.Good.UserRequests - before);
        Assert.Equal(0, await Enrolled(session));
        var second = PageForm.In(preview).Single(f => f.Handler == "enter-people");
        (await Coordinator.Send(path, second.Fields)).Done.ToString();
        Assert.Equal(40, given.Good.UserRequests - before);
        Assert.Equal(1000, await Enrolled(session));

        var (many, status) = await Answer(path, "check-names", ("userNames", Names(1001)));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(Names(1001), many.QuerySelector("textarea[name=userNames]")!.TextContent);
        Assert.Equal(40, given.Good.UserRequests - before);
    }

    [Fact]
    public async Task New_and_blocked_accounts_are_marked()
    {
        // The scripted wiki knows everybody since January 2020.
        var (_, path) = await Session(new { start = "2020-01-20", end = "2020-01-21" });
        var preview = await Send(path, "check-names", ("userNames", "Ada\nBlocked Bob"));
        var marks = preview
            .QuerySelectorAll("tbody tr")
            .ToDictionary(
                row => row.QuerySelector("bdi")!.TextContent,
                row =>
                    row.QuerySelectorAll(".cdx-info-chip--warning").Select(chip => chip.TextContent.Trim()).ToArray(),
                StringComparer.Ordinal
            );

        Assert.Equal(["New account, of 15 January 2020"], marks["Ada"]);
        Assert.Equal(["Blocked on en.wikipedia", "New account, of 15 January 2020"], marks["Blocked Bob"]);
        Assert.Equal("Blocked Bob", Rows(preview)[0]);
    }

    [Fact]
    public async Task Who_does_not_coordinate_enters_nobody_by_either_step()
    {
        var (session, path) = await Session();
        using var other = await Api.SignedIn(given.Host, "Otto");
        var token = PageForm.Parse((await other.Get("/sign-in")).Text).QuerySelector($"input[name={PageForm.Token}]")!;
        var before = (await Events(), given.Good.UserRequests);

        foreach (var handler in (string[])["check-names", "enter-people"])
        {
            var form = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [PageForm.Token] = token.GetAttribute("value")!,
                ["_handler"] = handler,
                ["userNames"] = "Ada",
            };
            Assert.InRange((int)(await other.Send(path, form)).Status, 400, 499);
        }

        Assert.Equal(before, (await Events(), given.Good.UserRequests));
        Assert.Equal(0, await Enrolled(session));
    }

    private async Task<(string Session, string Path)> Session(object? settings = null)
    {
        var session = $"/api/v1/sessions/{(await given.Planned.Schedule(settings)).Id}";
        var page = (await Coordinator.Get(session)).Done.Json.GetProperty("page").GetString()!;
        return (session, $"{page}/participants/enter");
    }

    private async Task<IDocument> Send(string path, string handler, params (string Field, string Value)[] fields)
    {
        var (document, status) = await Answer(path, handler, fields);
        Assert.Equal(HttpStatusCode.OK, status);
        return document;
    }

    private async Task<(IDocument Page, HttpStatusCode Status)> Answer(
        string path,
        string handler,
        params (string Field, string Value)[] fields
    )
    {
        var page = PageForm.Parse((await Coordinator.Get(path)).Done.Text);
        var form = new Dictionary<string, string>(
            PageForm.In(page).Single(f => f.Handler == handler).Fields,
            StringComparer.Ordinal
        );
        foreach (var (field, value) in fields)
        {
            form[field] = value;
        }

        var answer = await Coordinator.Send(path, form);
        return (PageForm.Parse(answer.Text), answer.Status);
    }

    private static string[] Rows(IDocument page) =>
        [.. page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelector("bdi")!.TextContent)];

    private static string Told(IDocument page) => page.QuerySelector("main")!.TextContent;

    private static string Names(int count) => string.Join('\n', Enumerable.Range(1, count).Select(n => $"Name {n}"));

    private async Task<int> Enrolled(string session) =>
        (await Coordinator.Get($"{session}/registration")).Done.Json.GetProperty("enrolled").GetInt32();

    private Task<long> Events() => given.Database.Scalar<long>("select count(*) from events.mt_events");

    private Task<long> People() => given.Database.Scalar<long>("select count(*) from identity.person");
}
