using System.Net;
using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Somebody without an account asks for one; a coordinator sees to it. Creating it is tested with a real wiki.</summary>
public sealed class AccountRequestTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Who_has_no_account_checks_a_name_and_asks_for_it()
    {
        var session = (await given.Planned.Schedule()).Id;
        using var anybody = new Api(given.Host.Address);

        var check = (await anybody.Post(Checks(session), new { userName = "Nobody yet" })).Done.Json;
        Assert.Equal(("free", false), (State(check), check.GetProperty("requestedHere").GetBoolean()));
        var asked = (await Ask(anybody, session, "Nobody yet", "nobody.yet@example.org")).Done.Json;
        Assert.Equal("requested", asked.GetProperty("result").GetString());
        check = (await anybody.Post(Checks(session), new { userName = "Nobody yet" })).Done.Json;
        Assert.True(check.GetProperty("requestedHere").GetBoolean());

        var waiting = Assert.Single(await Waiting(session));
        Assert.Equal("Nobody yet", waiting.GetProperty("userName").GetString());
        Assert.Equal("nobody.yet@example.org", waiting.GetProperty("email").GetString());
        Assert.Equal(
            TimeSpan.FromDays(30),
            waiting.GetProperty("expiresAt").GetDateTimeOffset()
                - waiting.GetProperty("requestedAt").GetDateTimeOffset()
        );
    }

    [Fact]
    public async Task A_name_that_cannot_be_had_is_told_with_the_wikis_reason_and_stored_nowhere()
    {
        var session = (await given.Planned.Schedule()).Id;
        using var anybody = new Api(given.Host.Address);

        foreach (
            var (name, state, problem, reason) in ((string, string, string, string)[])
                [
                    ("Alice", "taken", "name-taken", "already"),
                    ("Banned name", "notAllowed", "name-not-allowed", "blocked from creation"),
                    ("not#possible", "notAllowed", "name-not-allowed", "cannot be a user name"),
                ]
        )
        {
            var check = (await anybody.Post(Checks(session), new { userName = name })).Done.Json;
            Assert.Equal(state, State(check));
            Assert.Contains(reason, check.GetProperty("reason").GetString(), StringComparison.Ordinal);
            var refused = await Ask(anybody, session, name, "somebody@example.org");
            Assert.Equal(problem, refused.Problem);
            Assert.Contains(reason, refused.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(await Waiting(session));
    }

    [Fact]
    public async Task Asking_for_a_name_again_changes_nothing_and_tells_nothing_of_who_asked_first()
    {
        var session = (await given.Planned.Schedule()).Id;
        using var anybody = new Api(given.Host.Address);
        (await Ask(anybody, session, "Nobody twice", "first@example.org")).Done.ToString();

        var same = (await Ask(anybody, session, "Nobody twice", "first@example.org")).Done;
        var other = (await Ask(anybody, session, "Nobody_twice", "second@example.org")).Done;

        Assert.Equal(same.Text, other.Text);
        Assert.Equal("waitsAlready", other.Json.GetProperty("result").GetString());
        Assert.Equal("first@example.org", Assert.Single(await Waiting(session)).GetProperty("email").GetString());
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_for_one_name_one_waits()
    {
        var session = (await given.Planned.Schedule()).Id;
        using var anybody = new Api(given.Host.Address);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(n => Ask(anybody, session, "Nobody racing", $"racer{n}@example.org"))
        );

        Assert.Single(answers, a => a.Done.Json.GetProperty("result").GetString() == "requested");
        Assert.Single(await Waiting(session));
        Assert.Equal(1, await Events(session, "account_requested"));
    }

    [Fact]
    public async Task Who_asked_takes_it_back_with_the_receipt_alone()
    {
        var session = (await given.Planned.Schedule()).Id;
        using var anybody = new Api(given.Host.Address);
        var receipt = (await Ask(anybody, session, "Nobody at last", "n@example.org")).Done.Json.GetProperty("receipt");

        var wrong = await anybody.Post($"{Requests(session)}/{Guid.NewGuid()}/withdrawal");
        Assert.Equal("no-such-account-request", wrong.Problem);
        (await anybody.Post($"{Requests(session)}/{receipt}/withdrawal")).Done.ToString();
        (await anybody.Post($"{Requests(session)}/{receipt}/withdrawal")).Done.ToString();

        Assert.Empty(await Waiting(session));
        Assert.Equal(1, await Events(session, "account_request_withdrawn"));
        Assert.Equal(0, await Kept(session));
    }

    [Fact]
    public async Task A_coordinator_declines_and_name_and_address_are_gone()
    {
        var session = (await given.Planned.Schedule()).Id;
        var request = await Asked(session, "Nobody declined");

        (await Coordinator.Delete($"{Requests(session)}/{request}")).Done.ToString();
        (await Coordinator.Delete($"{Requests(session)}/{request}")).Done.ToString();

        Assert.Equal(0, await Kept(session));
        Assert.Equal(1, await Events(session, "account_request_declined"));
    }

    [Fact]
    public async Task An_account_that_was_created_by_hand_is_enrolled_beyond_the_capacity_too()
    {
        var session = (await given.Planned.Schedule(new { registration = new { capacity = 1 } })).Id;
        using var first = await Api.SignedIn(given.Host, "Fiona");
        (await first.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" })).Done.ToString();
        var request = await Asked(session, "Nobody by hand", "remote");

        var missing = await Coordinator.Put($"{Requests(session)}/{request}/account", new { });
        Assert.Equal("no-such-account", missing.Problem);
        var entered = await Coordinator.Put($"{Requests(session)}/{request}/account", new { userName = "Handmade" });
        entered.Done.ToString();
        (await Coordinator.Put($"{Requests(session)}/{request}/account", new { })).Done.ToString();

        var people = (await Coordinator.Get($"/api/v1/sessions/{session}/participants")).Done.Json;
        var handmade = people
            .GetProperty("participants")
            .EnumerateArray()
            .Single(p => p.GetProperty("userName").GetString() == "Handmade");
        Assert.Equal("remote", handmade.GetProperty("attendance").GetString());
        Assert.Equal(0, await Kept(session));
        Assert.Equal(1, await Events(session, "account_created"));
    }

    [Fact]
    public async Task A_session_with_a_passcode_asks_for_it()
    {
        var session = (await given.Planned.Schedule()).Id;
        (
            await Coordinator.Put($"/api/v1/sessions/{session}/passcode", new { passcode = "tubak-lomiv" })
        ).Done.ToString();
        using var anybody = new Api(given.Host.Address);
        var ask = new Dictionary<string, string> { ["userName"] = "Nobody inside", ["email"] = "in@example.org" };

        Assert.Equal("passcode-needed", (await anybody.Post(Requests(session), ask)).Problem);
        ask["passcode"] = "wrong-one";
        Assert.Equal("wrong-passcode", (await anybody.Post(Requests(session), ask)).Problem);
        ask["passcode"] = "TUBAK lomiv";
        (await anybody.Post(Requests(session), ask)).Done.ToString();
        Assert.Single(await Waiting(session));
    }

    [Fact]
    public async Task Without_settings_coordinators_are_told_that_accounts_are_created_by_hand()
    {
        var session = (await given.Planned.Schedule()).Id;
        await Asked(session, "Nobody manual");
        await using var plain = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={given.Connection}",
            $"--MediaWiki:Wikis:enwiki={given.Good.Api}"
        );
        using var coordinator = await Api.SignedIn(plain, Api.Administrator);

        var refused = await coordinator.Post($"{Requests(session)}/creations");
        Assert.Equal("account-creation-not-configured", refused.Problem);
        var page = (await coordinator.Get($"{await Page(session)}/account-requests")).Done.Text;
        Assert.Contains("is not set up to create accounts", page, StringComparison.Ordinal);
        Assert.Contains("Special:CreateAccount?wpName=Nobody%20manual", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get("/account-creation/connect")).Status);
    }

    [Fact]
    public async Task A_list_comes_by_pages_with_the_version_that_declining_is_guarded_by()
    {
        var session = (await given.Planned.Schedule()).Id;
        foreach (var name in (string[])["Nobody 1", "Nobody 2", "Nobody 3"])
        {
            await Asked(session, name);
        }

        var first = (await Coordinator.Get($"{Requests(session)}?limit=2")).Done;
        Assert.Equal(2, first.Json.GetArrayLength());
        var next = first.Response.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var last = (await Coordinator.Get(next)).Done.Json;
        Assert.Equal("Nobody 3", Assert.Single(last.EnumerateArray()).GetProperty("userName").GetString());

        var seen = first.Response.Headers.ETag!.ToString();
        var (one, two) = (first.Json[0].GetProperty("id"), first.Json[1].GetProperty("id"));
        (await Coordinator.Delete($"{Requests(session)}/{one}", ("If-Match", seen))).Done.ToString();
        var stale = await Coordinator.Delete($"{Requests(session)}/{two}", ("If-Match", seen));
        Assert.Equal("stale-version", stale.Problem);
    }

    private async Task<Guid> Asked(
        Guid session,
        string name,
        string attendance = "onSite",
        string mail = "somebody@example.org"
    )
    {
        using var anybody = new Api(given.Host.Address);
        var answer = (await Ask(anybody, session, name, mail, attendance)).Done.Json;
        return answer.GetProperty("receipt").GetGuid();
    }

    private static Task<Answer> Ask(Api who, Guid session, string userName, string email, string? attendance = null) =>
        who.Post(
            Requests(session),
            new
            {
                userName,
                email,
                attendance,
            }
        );

    private async Task<JsonElement[]> Waiting(Guid session) =>
        [.. (await Coordinator.Get(Requests(session))).Done.Json.EnumerateArray()];

    private async Task<string> Page(Guid session) =>
        (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString()!;

    private Task<long> Kept(Guid session) =>
        given.Database.Scalar<long>($"select count(*) from enrolment.account_request where session_id = '{session}'");

    private Task<long> Events(Guid session, string type) =>
        given.Database.Scalar<long>(
            $"select count(*) from events.mt_events where type = '{type}' and data ->> 'session' = '{session}'"
        );

    private static string State(JsonElement check) => check.GetProperty("state").GetString()!;

    private static string Requests(Guid session) => $"/api/v1/sessions/{session}/account-requests";

    private static string Checks(Guid session) => $"/api/v1/sessions/{session}/account-name-checks";
}
