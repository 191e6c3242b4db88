using System.Globalization;
using System.Net.Http.Headers;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>
/// One organiser, campaign, program and session on a database of its own, with pages, API and the worker that asks a
/// scripted Wikidata for labels. Its clock stands still until it is moved.
/// </summary>
internal sealed class ItemHost : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ScriptedWiki wikidata;
    private readonly WebApplication app;
    private readonly Lazy<HttpClient> client;

    private ItemHost(TestDatabase database, ScriptedWiki wikidata, StoppedClock clock, WebApplication app)
    {
        (this.database, this.wikidata, Clock, this.app) = (database, wikidata, clock, app);
        client = new(app.GetTestClient);
    }

    internal HttpClient Client => client.Value;

    internal ScriptedWiki Wikidata => wikidata;

    internal StoppedClock Clock { get; }

    internal WikidataItems Items => Get<WikidataItems>();

    /// <summary>Ids that Wikidata was asked for, in the order of the requests.</summary>
    internal IEnumerable<string> Asked => wikidata.Requests.SelectMany(r => r.Names("ids"));

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Starts it; <paramref name="before"/> is done before the worker runs, with the database up to date.</summary>
    internal static async Task<ItemHost> Start(
        PostgresCluster postgres,
        Func<WikiRequest, WikiAnswer> answer,
        bool isConfigured = true,
        Func<ItemHost, Task>? before = null
    )
    {
        var wiki = await ScriptedWiki.Start(answer);
        var clone = await postgres.NewDashboard();
        var clock = new StoppedClock();
        var host = new ItemHost(clone, wiki, clock, Build(clone, wiki, clock, isConfigured));
        await host.app.Services.UpdateDatabase(CancellationToken.None);
        await host.Plan();
        await (before?.Invoke(host) ?? Task.CompletedTask);
        await host.app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await wikidata.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>The session names these items from now on.</summary>
    internal Task Name(string? item, string? venueItem = null) =>
        Happened(
            Planned.TheSession.Value,
            "session",
            new SessionDescribed(
                Planned.TheSession,
                new(Planned.Scheduled.Title, Venue: "Leiden", WikidataItem: item, VenueItem: venueItem),
                Planned.Now
            )
        );

    internal async Task Happened(Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        Assert.True((await Get<EventLog>().Append(append, Cause.System, CancellationToken.None)).Accepted);
    }

    /// <summary>The page of the session, in a language.</summary>
    internal Task<string> Page(string language = "en") => Text($"/sessions/{Planned.Scheduled.Slug}", language);

    internal async Task<string> Text(string address, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    private static WebApplication Build(TestDatabase database, ScriptedWiki wiki, StoppedClock clock, bool isConfigured)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([
            new("MediaWiki:OnlyConfigured", "true"),
            new("MediaWiki:Retries", "0"),
            new($"MediaWiki:Wikis:{(isConfigured ? "wikidatawiki" : "enwiki")}", wiki.Api.AbsoluteUri),
            new("MediaWiki:Wikis:metawiki", wiki.Api.AbsoluteUri),
        ]);
        builder
            .Services.AddSingleton<TimeProvider>(clock)
            .AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns();
        // Of what runs in the background, the worker alone.
        foreach (
            var other in builder
                .Services.Where(s =>
                    s.ServiceType == typeof(IHostedService)
                    && s.ImplementationType?.Namespace?.StartsWith("CampaignDashboard", StringComparison.Ordinal)
                        == true
                    && s.ImplementationType != typeof(ItemWorker)
                )
                .ToArray()
        )
        {
            builder.Services.Remove(other);
        }

        var built = builder.Build();
        built.UseWeb();
        built.MapIdentity();
        built.MapCampaigns();
        built.MapPages();
        return built;
    }

    private async Task Plan()
    {
        await Happened(Planned.TheOrganiser.Value, "organiser", Planned.Registered);
        await Happened(Planned.TheCampaign.Value, "campaign", Planned.Started);
        await Happened(Planned.TheProgram.Value, "program", Planned.ProgramPlanned);
        await Happened(Planned.TheSession.Value, "session", Planned.Scheduled);
    }

    internal static string[] Numbered(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"Q{n}"))];
}
