using System.Net;
using System.Text.Json;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Identity;

/// <summary>
/// The right to create accounts in somebody's name, given over real HTTP at an authority that behaves as Wikimedia's: kept
/// on the server alone, for its life, in the name of who is signed in.
/// </summary>
public sealed class Coordinators_let_accounts_be_created : IClassFixture<HostWithAuthority>
{
    private const string Connect = "/account-creation/connect?returnTo=%2Fprofile";
    private const string Mine = "/api/v1/me/account-creation";

    private readonly HostWithAuthority given;

    public Coordinators_let_accounts_be_created(HostWithAuthority given)
    {
        this.given = given;
        Authority.Profile = WikimediaAuthority.ProfileOf(3, "Alice");
        Authority.CreationGrants = """["basic","createaccount"]""";
        (Authority.Cancels, Authority.Refuses) = (false, null);
    }

    private WikimediaAuthority Authority => given.Authority;

    [Fact]
    public async Task A_person_gives_the_right_sees_it_and_takes_it_back()
    {
        Authority.Profile = WikimediaAuthority.ProfileOf(31, "Anna");
        using var anna = new Traveller(given.Host.Address);
        await anna.SignIn();
        Assert.Null(await Until(anna));

        var arrival = await anna.Go(Connect);

        Assert.Equal((HttpStatusCode.OK, "/profile"), (arrival.Status, arrival.Address.AbsolutePath));
        var until = await Until(anna);
        Assert.InRange(
            until!.Value - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromHours(3.9),
            TimeSpan.FromHours(4.1)
        );
        Assert.Contains("Creating accounts", arrival.Text, StringComparison.Ordinal);
        using var api = new Api(given.Host.Address, anna.Cookies);
        var data = (await api.Get("/api/v1/me/data")).Done;
        Assert.Equal(1, data.Json.GetProperty("accountCreation").GetArrayLength());
        var dump = await given.Database.Dump();
        foreach (var secret in Authority.Secrets)
        {
            foreach (var text in (string[])[arrival.Text, data.Text, dump, given.Host.Log])
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            }
        }

        (await api.Delete(Mine)).Done.ToString();
        Assert.Null(await Until(anna));
        Assert.DoesNotContain("Creating accounts", (await anna.Go("/profile")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Giving_it_again_keeps_the_last()
    {
        using var alice = new Traveller(given.Host.Address);
        await alice.SignIn();
        await alice.Go(Connect);
        var first = await Until(alice);
        await alice.Go(Connect);
        Assert.True(await Until(alice) > first);
    }

    [Fact]
    public async Task Who_has_not_signed_in_does_that_first()
    {
        using var anybody = new Traveller(given.Host.Address);
        var to = await anybody.Look(Connect);
        Assert.StartsWith("/sign-in?returnTo=", to.OriginalString, StringComparison.Ordinal);
        Assert.Contains("account-creation", Uri.UnescapeDataString(to.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cancels_is_told_so_and_gives_nothing()
    {
        using var alice = new Traveller(given.Host.Address);
        await alice.SignIn();
        Authority.Cancels = true;
        await Fails(alice, "You cancelled at the wiki", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_scope_that_the_registration_has_not_is_the_operators_to_mend()
    {
        using var alice = new Traveller(given.Host.Address);
        await alice.SignIn();
        Authority.Refuses = "invalid_scope";
        await Fails(alice, "refuses this dashboard, not you", HttpStatusCode.ServiceUnavailable);
        Assert.Contains(
            "The right to create accounts was not given, Misconfigured: authorize came back with invalid_scope",
            given.Host.Log,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_token_without_the_right_is_not_kept()
    {
        using var alice = new Traveller(given.Host.Address);
        await alice.SignIn();
        Authority.CreationGrants = """["basic"]""";
        await Fails(alice, "did not give the right to create accounts", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Another_account_at_the_wiki_than_here_gives_nothing()
    {
        using var alice = new Traveller(given.Host.Address);
        await alice.SignIn();
        Authority.Profile = WikimediaAuthority.ProfileOf(4, "Bob");
        await Fails(alice, "signed in with another account than here", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_callback_is_good_once_and_for_the_browser_that_left()
    {
        using var alice = new Traveller(given.Host.Address);
        await alice.SignIn();
        var callback = (await alice.Look((await alice.Look(Connect)).AbsoluteUri)).AbsoluteUri;

        using var mallory = new Traveller(given.Host.Address);
        await mallory.SignIn();
        Assert.Equal(HttpStatusCode.BadRequest, (await mallory.Go(callback)).Status);
        Assert.Equal(HttpStatusCode.OK, (await alice.Go(callback)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await alice.Go(callback)).Status);
    }

    [Fact]
    public async Task Signing_in_and_giving_the_right_are_not_mixed_up()
    {
        using var alice = new Traveller(given.Host.Address);
        await alice.SignIn();
        var signIn = await alice.ComeBack();
        var grant = (await alice.Look((await alice.Look(Connect)).AbsoluteUri)).AbsoluteUri;

        var asGrant = signIn.Replace("/sign-in/wikimedia/", "/account-creation/", StringComparison.Ordinal);
        var asSignIn = grant.Replace("/account-creation/", "/sign-in/wikimedia/", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await alice.Go(asGrant)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await alice.Go(asSignIn)).Status);
    }

    [Fact]
    public async Task Who_is_forgotten_leaves_no_right_behind()
    {
        Authority.Profile = WikimediaAuthority.ProfileOf(9, "Gwen");
        using var gwen = new Traveller(given.Host.Address);
        var (person, _, _) = await gwen.SignIn();
        await gwen.Go(Connect);
        var kept = $"select count(*) from identity.creation_grant where person_id = '{person}'";
        Assert.Equal(1, await given.Database.Scalar<long>(kept));

        using var api = new Api(given.Host.Address, gwen.Cookies);
        (await api.Delete("/api/v1/me")).Done.ToString();

        Assert.Equal(0, await given.Database.Scalar<long>(kept));
    }

    private static async Task Fails(Traveller who, string says, HttpStatusCode status)
    {
        var arrival = await who.Go(Connect);
        Assert.Equal((status, "Your account is not connected"), (arrival.Status, arrival.Heading));
        Assert.Contains(says, arrival.Text, StringComparison.Ordinal);
        Assert.Equal(Connect, arrival.Again);
        Assert.True(arrival.Response.Headers.CacheControl?.NoStore);
    }

    private async Task<DateTimeOffset?> Until(Traveller who)
    {
        using var api = new Api(given.Host.Address, who.Cookies);
        var view = (await api.Get(Mine)).Done.Json;
        Assert.True(view.GetProperty("configured").GetBoolean());
        var until = view.GetProperty("until");
        return until.ValueKind == JsonValueKind.Null ? null : until.GetDateTimeOffset();
    }
}
