using System.Net;
using CampaignDashboard.Identity.Wikimedia;
using CampaignDashboard.Tests.Browser;

namespace CampaignDashboard.Tests.Identity;

/// <summary>Each way in which a sign-in goes wrong ends in a page that says what to do, and leads on.</summary>
public sealed class Every_failed_sign_in_ends_in_a_page : IClassFixture<HostWithAuthority>
{
    private const string Html = "<!DOCTYPE html><title>Wikimedia Error</title><h1>Our servers are down</h1>";

    private readonly HostWithAuthority given;

    public Every_failed_sign_in_ends_in_a_page(HostWithAuthority given)
    {
        this.given = given;
        Authority.Profile = WikimediaAuthority.ProfileOf(3, "Alice");
        GoesRight();
    }

    private WikimediaAuthority Authority => given.Authority;

    [Fact]
    public async Task Who_cancels_is_told_so_though_the_wiki_sends_no_state_back()
    {
        Authority.Cancels = true;

        await AssertFails("cancelled", HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("invalid_scope", "misconfigured", HttpStatusCode.ServiceUnavailable)]
    [InlineData("server_error", "unavailable", HttpStatusCode.ServiceUnavailable)]
    [InlineData("something_new", "odd", HttpStatusCode.BadGateway)]
    public async Task An_error_that_the_wiki_sends_back_is_told(string error, string problem, HttpStatusCode status)
    {
        Authority.Refuses = error;

        await AssertFails(problem, status);
    }

    [Fact]
    public async Task A_callback_that_this_browser_did_not_begin_signs_nobody_in()
    {
        using var attacker = new Traveller(given.Host.Address);
        using var victim = new Traveller(given.Host.Address);

        var arrival = await victim.Go(await attacker.ComeBack());

        Assert.Equal((HttpStatusCode.BadRequest, Title("lost")), (arrival.Status, arrival.Heading));
        Assert.False(await victim.IsSignedIn());
    }

    [Theory]
    [InlineData("/sign-in/wikimedia/callback")]
    [InlineData("/sign-in/wikimedia/callback?code=&state=")]
    [InlineData("/sign-in/wikimedia/callback?error=invalid_scope&state=made-up")]
    [InlineData("/sign-in/wikimedia/callback?code=x&state=y&state=z&code=%00")]
    public async Task A_callback_without_sense_is_told(string address)
    {
        using var anybody = new Traveller(given.Host.Address);

        var arrival = await anybody.Go(address);

        Assert.Equal((HttpStatusCode.BadRequest, Title("lost")), (arrival.Status, arrival.Heading));
    }

    [Fact]
    public async Task A_callback_serves_once()
    {
        using var alice = new Traveller(given.Host.Address);
        var callback = await alice.ComeBack();
        Assert.Equal(HttpStatusCode.OK, (await alice.Go(callback)).Status);

        var again = await alice.Go(callback);

        Assert.Equal((HttpStatusCode.BadRequest, Title("lost")), (again.Status, again.Heading));
        Assert.True(await alice.IsSignedIn());
    }

    [Fact]
    public async Task A_code_that_was_used_or_is_too_old_is_told()
    {
        using var alice = new Traveller(given.Host.Address);
        var callback = await alice.ComeBack();
        Authority.ForgetCodes();

        var arrival = await alice.Go(callback);

        Assert.Equal((HttpStatusCode.BadRequest, Title("rejected")), (arrival.Status, arrival.Heading));
    }

    [Fact]
    public async Task A_wrong_secret_is_the_operators_business()
    {
        Authority.Secret = "changed at the wiki";

        await AssertFails("misconfigured", HttpStatusCode.ServiceUnavailable);

        Assert.Contains("access_token answered 401, invalid_client", given.Host.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", "rejected", HttpStatusCode.BadRequest)]
    [InlineData(415, """{"error":"unsupported_media_type"}""", "odd", HttpStatusCode.BadGateway)]
    [InlineData(200, Html, "odd", HttpStatusCode.BadGateway)]
    [InlineData(200, "[]", "odd", HttpStatusCode.BadGateway)]
    [InlineData(200, """{"access_token":null}""", "odd", HttpStatusCode.BadGateway)]
    [InlineData(503, Html, "unavailable", HttpStatusCode.ServiceUnavailable)]
    [InlineData(429, Html, "unavailable", HttpStatusCode.ServiceUnavailable)]
    [InlineData(302, "", "odd", HttpStatusCode.BadGateway)]
    public async Task A_token_that_does_not_come_is_told(int code, string body, string problem, HttpStatusCode status)
    {
        Authority.InsteadOfToken = new(code, body, "text/html");

        await AssertFails(problem, status);
    }

    [Theory]
    [InlineData(401, """{"error":"access_denied"}""", "rejected", HttpStatusCode.BadRequest)]
    [InlineData(500, """{"error":"internal_error"}""", "unavailable", HttpStatusCode.ServiceUnavailable)]
    [InlineData(200, Html, "odd", HttpStatusCode.BadGateway)]
    [InlineData(200, """{"username":"Alice"}""", "odd", HttpStatusCode.BadGateway)]
    [InlineData(200, """{"sub":"-3","username":"Alice"}""", "odd", HttpStatusCode.BadGateway)]
    [InlineData(200, """{"sub":"9","username":"Al\u0000ice"}""", "odd", HttpStatusCode.BadGateway)]
    [InlineData(200, """{"sub":"9","blocked":true}""", "hidden", HttpStatusCode.Forbidden)]
    [InlineData(200, """{"sub":"9","username":null,"blocked":true}""", "hidden", HttpStatusCode.Forbidden)]
    public async Task A_profile_that_does_not_tell_who_it_is_is_told(
        int code,
        string body,
        string problem,
        HttpStatusCode status
    )
    {
        Authority.InsteadOfProfile = new(code, body, "text/html");

        await AssertFails(problem, status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wiki_that_never_answers_is_not_waited_for(bool token)
    {
        var never = new Told(200, "") { Never = true };
        (Authority.InsteadOfToken, Authority.InsteadOfProfile) = (token ? never : null, token ? null : never);

        await AssertFails("timedout", HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task A_wiki_that_is_down_is_told()
    {
        await using var host = await given.NewNode("--Identity:OAuth:BaseAddress=http://127.0.0.1:9/w/rest.php/oauth2");
        using var alice = new Traveller(host.Address);
        // The browser was there before it went down.
        var begun = await alice.Look("/sign-in/wikimedia");
        var state = System.Web.HttpUtility.ParseQueryString(begun.Query)["state"];
        Assert.Equal("/w/rest.php/oauth2/authorize", begun.AbsolutePath);

        var arrival = await alice.Go($"/sign-in/wikimedia/callback?code=x&state={state}");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, Title("unavailable")), (arrival.Status, arrival.Heading));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("nl")]
    public async Task Each_page_says_what_to_do_in_the_readers_language(string language)
    {
        var words = Words.In(language);
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (var (problem, goesWrong) in Failures())
        {
            GoesRight();
            goesWrong();
            using var reader = new Traveller(given.Host.Address, language);

            var arrival = await reader.Go("/sign-in/wikimedia");

            Assert.Equal(language, arrival.Page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(words[$"identity-problem-{problem}-title"], arrival.Heading);
            var advice = words[$"identity-problem-{problem}-text"];
            var wiki = new Uri(Authority.BaseAddress).Host;
            Assert.Contains(
                advice.Replace("$1", wiki, StringComparison.Ordinal),
                arrival.Text,
                StringComparison.Ordinal
            );
            Assert.Contains(words["identity-try-again"], arrival.Text, StringComparison.Ordinal);
            Assert.Contains(words["identity-go-on-without"], arrival.Text, StringComparison.Ordinal);
            told.Add(problem);
        }

        // A callback that nobody waits for needs no wiki to go wrong.
        using var lost = new Traveller(given.Host.Address, language);
        Assert.Equal(
            words["identity-problem-lost-title"],
            (await lost.Go("/sign-in/wikimedia/callback?code=x&state=y")).Heading
        );
        // Two more concern who gives the right to create accounts alone.
        Assert.Equal(Enum.GetNames<SignInProblem>().Length, told.Count + 3);
    }

    /// <summary>
    /// What MediaWiki's OAuth is known to answer, and what networks do. An unknown client, an address that is not
    /// registered, and a client without PKCE end at the wiki, with a page of its own.
    /// </summary>
    private IEnumerable<(string Problem, Action GoesWrong)> Failures() =>
        [
            ("cancelled", () => Authority.Cancels = true),
            ("misconfigured", () => Authority.Refuses = "invalid_scope"),
            ("misconfigured", () => Authority.Secret = "changed at the wiki"),
            ("rejected", () => Authority.InsteadOfToken = new(400, """{"error":"invalid_request"}""")),
            ("rejected", () => Authority.InsteadOfToken = new(400, """{"error":"invalid_grant"}""")),
            ("odd", () => Authority.InsteadOfToken = new(415, """{"error":"unsupported_media_type"}""")),
            ("rejected", () => Authority.InsteadOfProfile = new(401, """{"error":"access_denied"}""")),
            ("unavailable", () => Authority.InsteadOfProfile = new(500, """{"error":"internal_error"}""")),
            ("hidden", () => Authority.InsteadOfProfile = new(200, """{"sub":"9","blocked":true}""", "text/html")),
            ("timedout", () => Authority.InsteadOfToken = new(200, "") { Never = true }),
        ];

    private void GoesRight()
    {
        (Authority.Cancels, Authority.Refuses, Authority.Secret) = (false, null, WikimediaAuthority.ClientSecret);
        (Authority.InsteadOfToken, Authority.InsteadOfProfile) = (null, null);
    }

    /// <summary>Signs in, which fails with that page; the page leads to the next attempt, which succeeds.</summary>
    private async Task AssertFails(string problem, HttpStatusCode status)
    {
        using var alice = new Traveller(given.Host.Address);

        var arrival = await alice.Go("/sign-in/wikimedia?returnTo=/organisers");

        Assert.Equal((status, Title(problem)), (arrival.Status, arrival.Heading));
        Assert.Equal("no-store", arrival.Response.Headers.CacheControl!.ToString());
        Assert.False(await alice.IsSignedIn());
        AssertNoSecretIsLogged();
        GoesRight();
        Assert.Equal("/organisers", (await alice.Go(arrival.Again)).Address.PathAndQuery);
        Assert.True(await alice.IsSignedIn());
    }

    private void AssertNoSecretIsLogged()
    {
        Assert.NotEmpty(Authority.Secrets);
        var told = given
            .Host.Log.Split('\n')
            .Where(line => Authority.Secrets.Any(s => s.Length > 0 && line.Contains(s)));
        Assert.Empty(told);
    }

    private static string Title(string problem) => Words.English[$"identity-problem-{problem}-title"];
}
