using System.Text.Json;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Feeds;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Tests.Feeds;

/// <summary>A person took a seat in a session: a private event with a public side, as a later module has them.</summary>
internal sealed record SeatTaken(SessionId Session, PersonId Person);

/// <summary>A session was listed or unlisted.</summary>
internal sealed record SessionShown(SessionId Session, bool Listed);

/// <summary>A stream of such.</summary>
internal sealed record Seats : IAggregate<Seats, object>
{
    public static Seats Initial => new();

    public static Seats Evolve(Seats state, object e) => state;
}

/// <summary>The feed with the modules that fill it, on a database of its own, over HTTP.</summary>
internal sealed class FeedHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private FeedHost(WebApplication app) => (this.app, Client) = (app, app.GetTestClient());

    public HttpClient Client { get; }

    public EventLog Log => app.Services.GetRequiredService<EventLog>();

    public EventTypes Types => app.Services.GetRequiredService<EventTypes>();

    public static async Task<FeedHost> Start(TestDatabase database, params (string, string?)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Item1, s.Item2)));
        builder
            .Services.AddSingleton(_ => NpgsqlDataSource.Create(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddCampaigns()
            .AddEvents(types => types.Add<SeatTaken>("seat_taken").Add<SessionShown>("session_shown"))
            .AddPublicFacts(facts =>
                facts
                    .Of<SeatTaken>(e => new("seat_taken", $"/sessions/{e.Session}", new { e.Session }, e.Session.Value))
                    .VisibilityBy<SessionShown>(e => new(e.Session.Value, e.Listed))
            )
            .AddFeeds(builder.Configuration.GetSection("Feeds"));
        var built = builder.Build();
        await built.Services.UpdateDatabase(CancellationToken.None);
        built.UseWeb();
        built.MapFeeds();
        await built.StartAsync();
        return new(built);
    }

    /// <summary>Appends one event to a stream and tells its position.</summary>
    public async Task<long> Append(Guid stream, object e)
    {
        var outcome = await Log.Transact<Seats, object>(
            stream,
            _ => [e],
            new(Guid.NewGuid().ToString()),
            expectedVersion: null,
            CancellationToken.None
        );
        return outcome.Position;
    }

    /// <summary>Waits until the feed has been filled up to a position.</summary>
    public async Task Reach(long position)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<ProjectionDaemon>().Reach("feed", position, limit.Token);
    }

    /// <summary>One page, and the address of the next.</summary>
    public async Task<(JsonElement[] Events, string Next)> Page(string address)
    {
        using var response = await Client.GetAsync(new Uri(address, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        var link = string.Join(',', response.Headers.GetValues("Link"));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ([.. json.RootElement.EnumerateArray().Select(e => e.Clone())], link.Split('<', '>')[1]);
    }

    /// <summary>All that a reader sees who begins here and follows the links to the first empty page.</summary>
    public async Task<(JsonElement[] Events, string Next)> Follow(string address)
    {
        var all = new List<JsonElement>();
        while (true)
        {
            var (events, next) = await Page(address);
            if (events.Length == 0)
            {
                return ([.. all], next);
            }

            all.AddRange(events);
            address = next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
