using System.Globalization;
using System.Net.Http.Json;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Demo;
using CampaignDashboard.Host;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.WikiFarm;
using CampaignDashboard.WikiFarm;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Npgsql;

namespace CampaignDashboard.Tests.Browser;

/// <summary>Tests in a real browser take turns: they share one Host and one Chromium.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Site>
{
    internal const string Name = "Browser";
}

/// <summary>
/// A Host as a process of its own beside the shared farm of wikis, on which the main job has been played through the API,
/// so that every kind of page has something to show; and a Chromium that looks at it.
/// </summary>
public sealed class Site(WikiFarmFixture wikis) : IAsyncLifetime
{
    /// <summary>Coordinates the organiser and all below it.</summary>
    internal const string Coordinator = MainJob.Coordinator;

    private const string SecondCoordinator = "Passer-by Pat";

    private static readonly object Campaign = new
    {
        title = "Women’s history month",
        description = "Every **March**.\n\n# Who comes\n\n- [Librarians](https://example.org/)\n- Everybody\n\n> Bring a laptop.",
        wikis = new[] { "enwiki: 0, 14", "commonswiki" },
    };

    private static readonly object Plan = new
    {
        title = "Women who know",
        description = "Two editathons in *Amsterdam*.\n\n    a line of code that is much wider than the screen of any telephone that a visitor may hold",
        venue = "Public library",
        goals = new[] { new { figure = "edits", target = 10 }, new { figure = "bytesRemoved", target = -1_000_000 } },
    };

    private readonly string folder = TemporaryFolder.NewPath();
    private string Data => Path.Combine(folder, "dashboard");

    private HostProcess host = null!;
    private Chromium chromium = null!;

    /// <summary>The session that was played.</summary>
    internal PlayedSession Session { get; private set; } = null!;

    /// <summary>The paths of the organiser, the campaign and the program above it.</summary>
    internal IReadOnlyList<string> Above { get; private set; } = [];

    /// <summary>The paths of the short links of the session and the program.</summary>
    internal string JoinSession { get; private set; } = "";

    internal string JoinProgram { get; private set; } = "";

    /// <summary>The month in which it took place, as addresses have it.</summary>
    internal static string Month => Editathon.WomenInScience.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The path of the program above it.</summary>
    internal string Program => Above[^1];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(folder);
        await Task.WhenAll(StartHost(stop), StartBrowser());
        await Play(stop);
    }

    /// <summary>A connection to the Host's own database, for who holds up what the Host does.</summary>
    internal async Task<NpgsqlConnection> Database()
    {
        var stop = TestContext.Current.CancellationToken;
        var settings = new EmbeddedPostgresSettings { DataFolder = Data };
        var (connectionString, _) = await EmbeddedPostgresDoor.Enter(settings, NullLogger.Instance, stop);
        var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(stop);
        return connection;
    }

    /// <summary>Somebody opens the site, signed in unless <paramref name="userName"/> is null.</summary>
    internal async Task<Visit> Visit(Screen screen, string? userName = null, BrowserNewContextOptions? options = null)
    {
        var visit = await chromium.Visit(host.Address, screen, options);
        if (userName is not null)
        {
            var answer = await visit.Context.APIRequest.PostAsync(
                "/api/v1/dev-sign-in",
                new() { DataObject = new { userName } }
            );
            Assert.True(answer.Ok, $"{userName} cannot sign in: {await answer.TextAsync()}");
        }
        return visit;
    }

    /// <summary>Somebody without a browser, who keeps cookies.</summary>
    internal HttpClient Client() =>
        new(new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
        };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartHost(CancellationToken stop) =>
        host = await HostProcess.Start(await wikis.Running(), Data, port: 0, stop);

    private async Task StartBrowser() => chromium = await Chromium.Start();

    private async Task Play(CancellationToken stop)
    {
        using var administrator = await DashboardApi.SignIn(host.Address, Farm.Administrator, stop);
        var organiser = await administrator.RegisterOrganiser("Wikimedia Example", Coordinator, stop);
        using var lou = await DashboardApi.SignIn(host.Address, Coordinator, stop);
        var campaign = await lou.StartCampaign(organiser.Id, "Women’s history month", "Every March.", stop);
        var program = await lou.PlanProgram(campaign.Id, "Women who know", "Two editathons in Amsterdam.", stop);
        await lou.Describe("campaigns", campaign.Id, Campaign, stop);
        await lou.Describe("programs", program.Id, Plan, stop);
        Session = await new SessionJob(host.Address, Editathon.WomenInScience, lou, _ => { }).Play(
            program.Id,
            SecondCoordinator,
            stop
        );
        await AskForAccount(stop);
        var pages = await Task.WhenAll(
            lou.PageOf("organisers", organiser.Id, stop),
            lou.PageOf("campaigns", campaign.Id, stop),
            lou.PageOf("programs", program.Id, stop)
        );
        Above = [.. pages.Select(page => page.AbsolutePath)];
        JoinSession = $"/j/{ShortCode.Of(Session.Id)}";
        JoinProgram = $"/j/{ShortCode.Of(program.Id)}";
    }

    /// <summary>Somebody without an account asks for one, so that there is a request to be seen.</summary>
    private async Task AskForAccount(CancellationToken stop)
    {
        using var anybody = new HttpClient { BaseAddress = host.Address };
        var ask = new { userName = "Fresh Fiona", email = "fresh.fiona@example.org" };
        var answer = await anybody.PostAsJsonAsync($"/api/v1/sessions/{Session.Id}/account-requests", ask, stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(stop));
    }
}
