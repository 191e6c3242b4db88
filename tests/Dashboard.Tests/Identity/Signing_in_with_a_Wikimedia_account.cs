using System.Net;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Identity;

/// <summary>Over real HTTP, at a Host of its own process, with an authority that answers as MediaWiki does.</summary>
public sealed class Signing_in_with_a_Wikimedia_account(HostWithAuthority given) : IClassFixture<HostWithAuthority>
{
    private WikimediaAuthority Authority => given.Authority;

    [Fact]
    public async Task Leads_to_the_wiki_and_back_to_the_page_one_came_from()
    {
        Authority.Profile = WikimediaAuthority.ProfileOf(3, "Alice");
        using var alice = new Traveller(given.Host.Address);
        var page = await alice.Go("/sign-in?returnTo=%2Forganisers%3Fq%3Da%2526b");

        var arrival = await alice.Go(page.Again);

        Assert.Equal((HttpStatusCode.OK, "/organisers?q=a%26b"), (arrival.Status, arrival.Address.PathAndQuery));
        Assert.Equal("Alice", arrival.Page.QuerySelector(".account-menu bdi")!.TextContent);
        Assert.All(
            Authority.UserAgents,
            agent => Assert.StartsWith("CampaignDashboard/", agent, StringComparison.Ordinal)
        );
        await alice.SignOut();
        Assert.False(await alice.IsSignedIn());
    }

    [Fact]
    public async Task A_renamed_account_is_the_same_person_with_the_new_name()
    {
        using var before = new Traveller(given.Host.Address);
        using var after = new Traveller(given.Host.Address);
        Authority.Profile = WikimediaAuthority.ProfileOf(10, "Old name");
        var (person, oldName, _) = await before.SignIn();

        Authority.Profile = WikimediaAuthority.ProfileOf(10, "New name");
        var (same, newName, _) = await after.SignIn();

        Assert.Equal((person, "Old name", "New name"), (same, oldName, newName));
    }

    [Fact]
    public async Task Who_takes_a_name_that_somebody_gave_up_is_somebody_else()
    {
        using var first = new Traveller(given.Host.Address);
        using var second = new Traveller(given.Host.Address);
        Authority.Profile = WikimediaAuthority.ProfileOf(20, "Coveted");
        var (person, _, _) = await first.SignIn();

        Authority.Profile = WikimediaAuthority.ProfileOf(21, "Coveted");
        var (other, name, _) = await second.SignIn();

        Assert.NotEqual(person, other);
        Assert.Equal("Coveted", name);
    }

    [Fact]
    public async Task A_blocked_account_signs_in()
    {
        Authority.Profile = WikimediaAuthority.ProfileOf(30, "Vandal", blocked: true);
        using var vandal = new Traveller(given.Host.Address);

        Assert.Equal("Vandal", (await vandal.SignIn()).UserName);
    }

    [Fact]
    public async Task An_administrator_is_known_by_name_or_by_central_id_and_never_by_being_first()
    {
        using var byName = new Traveller(given.Host.Address);
        using var byId = new Traveller(given.Host.Address);
        using var impostor = new Traveller(given.Host.Address);
        Authority.Profile = WikimediaAuthority.ProfileOf(40, Api.Administrator);
        Assert.True((await byName.SignIn()).Administrator);
        Authority.Profile = WikimediaAuthority.ProfileOf(77, "Anything");
        Assert.True((await byId.SignIn()).Administrator);

        // The number of the administrator as a name.
        Authority.Profile = WikimediaAuthority.ProfileOf(41, "77");
        Assert.False((await impostor.SignIn()).Administrator);
    }

    [Fact]
    public async Task Two_windows_of_one_browser_do_not_disturb_each_other()
    {
        Authority.Profile = WikimediaAuthority.ProfileOf(3, "Alice");
        using var alice = new Traveller(given.Host.Address);
        var one = await alice.ComeBack("/organisers");
        var two = await alice.ComeBack("/campaigns");

        Assert.Equal("/organisers", (await alice.Go(one)).Address.PathAndQuery);
        Assert.Equal("/campaigns", (await alice.Go(two)).Address.PathAndQuery);
    }

    [Fact]
    public async Task Many_attempts_leave_few_cookies()
    {
        using var alice = new Traveller(given.Host.Address);
        for (var i = 0; i < 10; i++)
        {
            await alice.ComeBack();
        }

        var kept = alice.Cookies.GetAllCookies().Count(c => c.Name.Contains("sign-in", StringComparison.Ordinal));
        Assert.InRange(kept, 1, 4);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/sign-in?returnTo=/")]
    public async Task An_address_elsewhere_leads_to_the_start_page(string returnTo)
    {
        Authority.Profile = WikimediaAuthority.ProfileOf(3, "Alice");
        using var alice = new Traveller(given.Host.Address);

        var arrival = await alice.Go($"/sign-in/wikimedia?returnTo={Uri.EscapeDataString(returnTo)}");

        Assert.Equal((given.Host.Address.Authority, "/"), (arrival.Address.Authority, arrival.Address.PathAndQuery));
    }

    [Fact]
    public async Task A_session_and_an_attempt_hold_on_another_node_and_after_a_restart()
    {
        Authority.Profile = WikimediaAuthority.ProfileOf(50, "Wanderer");
        using var here = new Traveller(given.Host.Address);
        await here.SignIn();
        var begun = await here.ComeBack();

        await using var other = await given.NewNode();
        using var there = new Traveller(other.Address, cookies: here.Cookies);

        Assert.True(await there.IsSignedIn());
        // The wiki sends the browser to the address that it came from; here another node answers at it.
        var callback = new Uri(other.Address, new Uri(begun).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, (await there.Go(callback.AbsoluteUri)).Status);
        Assert.Equal(1, await given.Database.Scalar<long>("select count(*) from identity.protection_key"));
    }

    [Fact]
    public async Task Where_both_are_configured_the_page_offers_both()
    {
        var host = await given.NodeByName();
        using var anybody = new Traveller(host.Address);

        var page = (await anybody.Go("/sign-in")).Page;

        Assert.NotNull(page.QuerySelector("a[href^='/sign-in/wikimedia']"));
        Assert.NotNull(page.QuerySelector("input[name='userName']"));
    }
}
