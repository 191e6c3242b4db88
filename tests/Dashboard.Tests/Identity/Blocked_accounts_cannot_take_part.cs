using System.Net;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Identity;

/// <summary>What the wiki says of an account at the sign-in decides whether it can take part.</summary>
public sealed class Blocked_accounts_cannot_take_part(HostWithAuthority given)
    : IClassFixture<HostWithAuthority>,
        IAsyncLifetime
{
    private EditathonWiki wiki = null!;
    private HostProcess host = null!;

    public async ValueTask InitializeAsync()
    {
        wiki = await EditathonWiki.Start();
        host = await given.NewNode($"--MediaWiki:Wikis:enwiki={wiki.Api}");
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wiki.DisposeAsync();
    }

    [Fact]
    public async Task Until_the_wiki_says_otherwise_at_a_sign_in()
    {
        using var grace = await SignIn(77, "Planning Grace", blocked: false);
        var session = (await (await Planned.By(host, grace)).Schedule()).Id;
        var link = $"/j/{ShortCode.Of(session)}";
        using var vera = new Visitor(await SignIn(901, "Blocked Vera", blocked: true));

        var page = await vera.Open(link);

        Assert.StartsWith("Your Wikimedia account is blocked from editing", page.Messages, StringComparison.Ordinal);
        Assert.Equal([], page.Forms);
        var asked = await vera.Api.Put($"/api/v1/sessions/{session}/enrolment", new { });
        Assert.Equal((HttpStatusCode.Forbidden, "account-blocked"), (asked.Status, asked.Problem));

        using var again = new Visitor(await SignIn(901, "Blocked Vera", blocked: false));
        Assert.Equal(["subscribe"], (await again.Open(link)).Forms);
        // The browser that signed in before knows nothing of it.
        Assert.Equal([], (await vera.Open(link)).Forms);
    }

    [Fact]
    public async Task Who_was_entered_by_a_coordinator_stays_whatever_the_wiki_says()
    {
        using var grace = await SignIn(77, "Planning Grace", blocked: false);
        var session = (await (await Planned.By(host, grace)).Schedule()).Id;
        using (var early = await SignIn(902, "Blocked Walt", blocked: false))
        {
            (await early.Put($"/api/v1/sessions/{session}/enrolment", new { })).Done.ToString();
        }

        using var walt = await SignIn(902, "Blocked Walt", blocked: true);
        (await walt.Put($"/api/v1/sessions/{session}/enrolment", new { })).Done.ToString();
        (await walt.Delete($"/api/v1/sessions/{session}/enrolment")).Done.ToString();
    }

    private async Task<Api> SignIn(long centralId, string name, bool blocked)
    {
        given.Authority.Profile = WikimediaAuthority.ProfileOf(centralId, name, blocked);
        using var traveller = new Traveller(host.Address);
        await traveller.SignIn();
        return new(host.Address, traveller.Cookies);
    }
}
