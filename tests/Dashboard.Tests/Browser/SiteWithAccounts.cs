using CampaignDashboard.Tests.Identity;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;
using HostProcess = CampaignDashboard.Tests.Journeys.HostProcess;

namespace CampaignDashboard.Tests.Browser;

/// <summary>
/// A Host at which people sign in with their Wikimedia accounts only, beside the shared farm of wikis; and a Chromium.
/// </summary>
public sealed class SiteWithAccounts(PostgresCluster cluster, WikiFarmFixture wikis) : IAsyncLifetime
{
    private Farm farm = null!;
    private TestDatabase database = null!;
    private HostProcess host = null!;
    private Chromium chromium = null!;
    private WikimediaAuthority authority = null!;

    public async ValueTask InitializeAsync()
    {
        farm = await wikis.Running();
        database = await cluster.NewDashboard();
        authority = await WikimediaAuthority.Start();
        host = await HostProcess.Start([
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            .. Farm.Wikis.Select(wiki => $"--MediaWiki:Wikis:{wiki}={farm.ApiAddress(wiki)}"),
            "--Identity:DevSignIn=false",
            $"--Identity:OAuth:BaseAddress={authority.BaseAddress}",
            $"--Identity:OAuth:ClientId={WikimediaAuthority.ClientId}",
            $"--Identity:OAuth:ClientSecret={WikimediaAuthority.ClientSecret}",
            $"--Identity:Administrators:0={Farm.Administrator}",
        ]);
        chromium = await Chromium.Start();
    }

    /// <summary>Somebody opens the site in a browser of their own that prefers a language.</summary>
    internal async Task<Reader> Reader(Screen screen, string language, bool script)
    {
        var visit = await chromium.Visit(host.Address, screen, new() { Locale = language, JavaScriptEnabled = script });
        // What is the same with and without JavaScript is examined once.
        var examined = script
            ? await chromium.Visit(host.Address, screen, new() { Locale = language, BypassCSP = true })
            : null;
        return new(visit, examined, language);
    }

    /// <summary>The wikis beside it.</summary>
    internal Farm Wikis => farm;

    /// <summary>Somebody opens the site in a browser of their own.</summary>
    internal Task<Visit> Visit(Screen screen, bool script) =>
        chromium.Visit(host.Address, screen, new() { JavaScriptEnabled = script });

    /// <summary>Who goes to the authority next has the account of this name: the home wiki's, as it numbers it.</summary>
    internal async Task IsAt(string userName)
    {
        var question = $"action=query&list=users&ususers={Uri.EscapeDataString(userName)}";
        var answer = await farm.Ask("enwiki", question);
        var user = answer.GetProperty("query").GetProperty("users")[0];
        authority.Profile = WikimediaAuthority.ProfileOf(user.GetProperty("userid").GetInt64(), userName);
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        await host.DisposeAsync();
        await authority.DisposeAsync();
        await database.DisposeAsync();
    }
}
