using System.Text.Json;
using System.Text.RegularExpressions;
using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>The real createaccount of a real MediaWiki, in a coordinator's name: its mails, its limits, its refusals.</summary>
public sealed partial class AccountCreationTests(HostOnAccountFarm given) : IClassFixture<HostOnAccountFarm>
{
    private const string Home = HostOnAccountFarm.Home;

    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task All_accounts_are_created_their_owners_get_a_password_that_works_and_take_part()
    {
        await given.Reset();
        var (session, page) = await Session();
        await Ask(session, "Wilma Wonder", "wilma.wonder@example.org");
        await Ask(session, "zoë quill", "zoe.quill@example.org");

        var answer = await Create(session);

        Assert.True(answer.GetProperty("waiting").GetInt32() == 0, answer.GetRawText());
        Assert.Equal((2, 0), (answer.GetProperty("created").GetInt32(), answer.GetProperty("waiting").GetInt32()));
        var people = (await Coordinator.Get($"/api/v1/sessions/{session}/participants")).Done.Text;
        Assert.Contains("Wilma Wonder", people, StringComparison.Ordinal);
        Assert.Contains("Zoë quill", people, StringComparison.Ordinal);
        foreach (
            var (name, address) in ((string, string)[])
                [("Wilma Wonder", "wilma.wonder@example.org"), ("Zoë quill", "zoe.quill@example.org")]
        )
        {
            var mail = Assert.Single(given.Farm.Mails(Home), m => m.To.Contains(address));
            Assert.Contains(name, mail.Body, StringComparison.Ordinal);
            var password = Password().Match(mail.Body).Groups["password"].Value;
            // A temporary password is right, and has to be replaced at once.
            Assert.Equal("UI", await given.SignInStatus(name, password));
            Assert.Equal("FAIL", await given.SignInStatus(name, password + "x"));
        }

        var log = await given.Farm.Ask(Home, "action=query&list=logevents&letype=newusers&leuser=Librarian%20Lou");
        var entries = log.GetProperty("query").GetProperty("logevents").EnumerateArray().ToArray();
        Assert.Equal(2, entries.Length);
        Assert.All(entries, e => Assert.Equal("byemail", e.GetProperty("action").GetString()));
        Assert.All(entries, e => Assert.Contains(page, e.GetProperty("comment").GetString(), StringComparison.Ordinal));
        Assert.Equal(
            0,
            await given.Database.Scalar<long>(
                $"select count(*) from enrolment.account_request where session_id = '{session}'"
            )
        );
        var dump = await given.Database.Dump();
        foreach (var secret in (string[])["wilma.wonder@", "zoe.quill@", HostOnAccountFarm.Token])
        {
            Assert.DoesNotContain(secret, dump, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, given.Host.Log, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task An_unlisted_session_is_not_named_in_the_wikis_log()
    {
        await given.Reset();
        var (session, page) = await Session(listed: false);
        await Ask(session, "Una Named", "una@example.org");

        await Create(session);

        var log = await given.Farm.Ask(Home, "action=query&list=logevents&letype=newusers");
        Assert.DoesNotContain(page, log.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Campaign dashboard", log.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_throttle_ends_the_round_and_keeps_who_waits()
    {
        await given.Reset();
        given.Farm.Override(Home, Throttled(most: 1));
        var (session, _) = await Session();
        foreach (var name in (string[])["Thea One", "Thea Two", "Thea Three"])
        {
            await Ask(session, name, "thea@example.org");
        }

        var answer = await Create(session);

        Assert.Equal((1, 2), (answer.GetProperty("created").GetInt32(), answer.GetProperty("waiting").GetInt32()));
        var verdicts = answer.GetProperty("requests").EnumerateArray().Select(verdict => Problem(verdict) ?? "none");
        Assert.Equal(["none", "throttled"], verdicts);
        var waiting = await Waiting(session);
        Assert.Equal("throttled", Problem(waiting[0]));
        Assert.NotEmpty(waiting[0].GetProperty("wikiSays").GetString()!);
        Assert.Null(Problem(waiting[1]));

        given.Farm.Override(Home, null);
        Assert.Equal(2, (await Create(session)).GetProperty("created").GetInt32());
        Assert.Empty(await Waiting(session));
    }

    [Theory]
    [InlineData("createaccount", 1)]
    [InlineData("createaccount highvolume", 2)]
    public async Task An_account_creator_exceeds_the_limit_if_the_token_may(string grants, int created)
    {
        await given.Reset(grants.Split(' '));
        given.Farm.Override(Home, Throttled(most: 1) + "$wgGroupPermissions['user']['noratelimit'] = true;");
        var (session, _) = await Session();
        await Ask(session, "Nora Nolimit", "nora@example.org");
        await Ask(session, "Nelly Nolimit", "nelly@example.org");

        Assert.Equal(created, (await Create(session)).GetProperty("created").GetInt32());
    }

    [Fact]
    public async Task A_name_that_was_taken_meanwhile_is_told_and_the_request_kept()
    {
        await given.Reset();
        var (session, _) = await Session();
        await Ask(session, "Tessa Taken", "tessa@example.org");
        await Ask(session, "Later Lena", "lena@example.org");
        await given.CreateOnWiki("Tessa Taken");

        var answer = await Create(session);

        Assert.Equal(1, answer.GetProperty("created").GetInt32());
        Assert.Equal("nameTaken", Problem(Assert.Single(await Waiting(session))));
        Assert.DoesNotContain(given.Farm.Mails(Home), m => m.To.Contains("tessa@example.org"));
    }

    [Theory]
    [InlineData("1 hour", true)]
    [InlineData("-1 hour", false)]
    public async Task After_a_crash_an_account_that_was_registered_since_the_attempt_is_ours(string ago, bool ours)
    {
        await given.Reset();
        var (session, _) = await Session();
        await Ask(session, "Clara Crash", "clara@example.org");
        await given.CreateOnWiki("Clara Crash");
        await given.Database.Execute(
            $"update enrolment.account_request set attempted_at = now() - interval '{ago}' where session_id = '{session}'"
        );

        var answer = await Create(session);

        Assert.Equal(ours ? 1 : 0, answer.GetProperty("created").GetInt32());
        Assert.Equal(ours ? 0 : 1, (await Waiting(session)).Length);
    }

    [Fact]
    public async Task Two_who_press_the_button_at_once_create_each_account_once()
    {
        await given.Reset();
        var (session, _) = await Session();
        string[] names = ["Anna Atonce", "Berta Atonce", "Carla Atonce"];
        foreach (var name in names)
        {
            await Ask(session, name, "atonce@example.org");
        }

        var both = await Task.WhenAll(Create(session), Create(session));

        Assert.Equal(names.Length, both.Sum(answer => answer.GetProperty("created").GetInt32()));
        Assert.Empty(await Waiting(session));
        Assert.Equal(names.Length, given.Farm.Mails(Home).Count);
    }

    [Fact]
    public async Task A_token_that_was_revoked_and_a_coordinator_who_is_blocked_are_told()
    {
        await given.Reset();
        var (session, _) = await Session();
        await Ask(session, "Rita Revoked", "rita@example.org");
        given.Farm.Allow(Home, "another-token", HostOnAccountFarm.OnWiki);
        Assert.Equal("notConnected", Problem((await Create(session)).GetProperty("requests")[0]));

        given.Farm.Allow(Home, HostOnAccountFarm.Token, HostOnAccountFarm.OnWiki, "createaccount");
        await given
            .Farm.As(Home, Farm.Administrator)
            .Act(
                new Dictionary<string, string>
                {
                    ["action"] = "block",
                    ["user"] = HostOnAccountFarm.OnWiki,
                    ["nocreate"] = "1",
                },
                TimeProvider.System.GetUtcNow(),
                TestContext.Current.CancellationToken
            );
        Assert.Equal("coordinatorBlocked", Problem((await Create(session)).GetProperty("requests")[0]));
        Assert.Equal("coordinatorBlocked", Problem(Assert.Single(await Waiting(session))));
    }

    private static string Throttled(int most) =>
        $"<?php $wgMainCacheType = CACHE_DB; $wgAccountCreationThrottle = [ [ 'count' => {most}, 'seconds' => 86400 ] ];";

    private async Task<(Guid Session, string Page)> Session(bool listed = true)
    {
        var session = (await given.Planned.Schedule(new { listed })).Id;
        var plan = (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json;
        return (session, plan.GetProperty("page").GetString()!);
    }

    private async Task Ask(Guid session, string userName, string email)
    {
        using var anybody = new Api(given.Host.Address);
        (await anybody.Post($"/api/v1/sessions/{session}/account-requests", new { userName, email })).Done.ToString();
    }

    private async Task<JsonElement> Create(Guid session) =>
        (await Coordinator.Post($"/api/v1/sessions/{session}/account-requests/creations")).Done.Json;

    private async Task<JsonElement[]> Waiting(Guid session) =>
        [.. (await Coordinator.Get($"/api/v1/sessions/{session}/account-requests")).Done.Json.EnumerateArray()];

    private static string? Problem(JsonElement verdict) => verdict.GetProperty("problem").GetString();

    [GeneratedRegex("password \"(?<password>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Password();
}
