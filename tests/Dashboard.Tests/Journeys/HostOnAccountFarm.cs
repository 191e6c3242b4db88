using System.Text.Json;
using CampaignDashboard.Tests.Identity;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>
/// A Host whose home wiki is a real MediaWiki of a farm of its own, where the administrator's account of the dashboard is
/// <see cref="OnWiki"/> by the token that an authority on loopback gives.
/// </summary>
public sealed class HostOnAccountFarm(PostgresCluster cluster) : IAsyncLifetime
{
    internal const string Home = "metawiki";
    internal const string OnWiki = "Librarian Lou";
    internal const string Token = "a-token-that-the-wiki-takes";

    private OwnFarm own = null!;
    private WikimediaAuthority authority = null!;

    internal TestDatabase Database { get; private set; } = null!;

    internal HostProcess Host { get; private set; } = null!;

    internal Planned Planned { get; private set; } = null!;

    internal Farm Farm => own.Farm;

    public async ValueTask InitializeAsync()
    {
        own = await OwnFarm.Start(TestContext.Current.CancellationToken);
        Database = await cluster.NewDashboard();
        authority = await WikimediaAuthority.Start();
        authority.NextCreationToken = Token;
        Host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={Database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={Farm.ApiAddress("enwiki")}",
            $"--MediaWiki:Wikis:{Home}={Farm.ApiAddress(Home)}",
            $"--Identity:HomeWiki={Home}",
            $"--Identity:AccountCreation:BaseAddress={authority.BaseAddress}",
            $"--Identity:AccountCreation:ClientId={WikimediaAuthority.CreationClientId}",
            $"--Identity:AccountCreation:ClientSecret={WikimediaAuthority.CreationClientSecret}"
        );
        Host.Authority = authority;
        Planned = await Planned.At(Host);
        await Planned.Coordinator.LetCreateAccounts(Api.Administrator, Host);
    }

    /// <summary>The wiki is as it was, and takes the token again, for these grants.</summary>
    internal async Task Reset(params string[] grants)
    {
        await Farm.Reset(TestContext.Current.CancellationToken);
        Farm.Allow(Home, Token, OnWiki, grants.Length == 0 ? ["createaccount"] : grants);
    }

    /// <summary>Somebody gets an account on the wiki without the dashboard.</summary>
    internal async Task CreateOnWiki(string userName)
    {
        using var wiki = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };
        var token = (await Send(wiki, ("action", "query"), ("meta", "tokens"), ("type", "createaccount")))
            .GetProperty("query")
            .GetProperty("tokens")
            .GetProperty("createaccounttoken")
            .GetString()!;
        var answer = await Send(
            wiki,
            ("action", "createaccount"),
            ("username", userName),
            ("password", Farm.Password),
            ("retype", Farm.Password),
            ("createreturnurl", "http://127.0.0.1/"),
            ("createtoken", token)
        );
        Assert.Equal("PASS", answer.GetProperty("createaccount").GetProperty("status").GetString());
    }

    /// <summary>How the wiki answers who signs in with this password.</summary>
    internal async Task<string> SignInStatus(string userName, string password)
    {
        using var wiki = new HttpClient();
        var tokens = await Send(wiki, ("action", "query"), ("meta", "tokens"), ("type", "login"));
        var token = tokens.GetProperty("query").GetProperty("tokens").GetProperty("logintoken").GetString()!;
        var answer = await Send(
            wiki,
            ("action", "clientlogin"),
            ("username", userName),
            ("password", password),
            ("logintoken", token),
            ("loginreturnurl", "http://127.0.0.1/")
        );
        return answer.GetProperty("clientlogin").GetProperty("status").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await authority.DisposeAsync();
        await Database.DisposeAsync();
        await own.DisposeAsync();
    }

    private async Task<JsonElement> Send(HttpClient wiki, params (string Name, string Value)[] fields)
    {
        wiki.DefaultRequestHeaders.ConnectionClose = true;
        wiki.DefaultRequestHeaders.UserAgent.ParseAdd("WikiFarm/1.0");
        using var form = new FormUrlEncodedContent(
            fields.Concat([("format", "json"), ("formatversion", "2")]).ToDictionary(f => f.Item1, f => f.Item2)
        );
        var answer = await wiki.PostAsync(Farm.ApiAddress(Home), form, TestContext.Current.CancellationToken);
        return JsonDocument
            .Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement;
    }
}
