using System.Text.Json;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>
/// Two organisers with a campaign, a program and some sessions each, one of them unlisted, at noon of 10 March 2026; pages
/// and API over HTTP, on a database of their own.
/// </summary>
public sealed class InventoryHost(PostgresCluster postgres) : IAsyncLifetime
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    internal static readonly ProgramId Beetles = Planned.TheProgram;
    internal static readonly ProgramId Editions = new(new Guid("00000000-0000-4000-8000-0000000000ec"));

    private static readonly OrganiserId Cafe = new(new Guid("00000000-0000-4000-8000-0000000000ea"));
    private static readonly CampaignId Femmes = new(new Guid("00000000-0000-4000-8000-0000000000eb"));

    private TestDatabase database = null!;
    private WebApplication app = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal TestDatabase Database => database;

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder
            .Services.AddSingleton<TimeProvider>(new Standstill())
            .AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns();
        app = builder.Build();
        await app.Services.UpdateDatabase(CancellationToken.None);
        app.UseWeb();
        app.MapIdentity();
        app.MapCampaigns();
        app.MapPages();
        await app.StartAsync();
        Client = app.GetTestClient();
        await Given();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A session of a program; instants are UTC.</summary>
    internal static SessionScheduled Session(
        string slug,
        string title,
        ProgramId program,
        string start,
        string end,
        string zone = "Europe/Amsterdam",
        string venue = "",
        params string[] wikis
    ) =>
        Planned.Scheduled with
        {
            Session = new(Guid.NewGuid()),
            Program = program,
            Title = title,
            Slug = slug,
            Venue = venue,
            TimeZone = zone,
            Start = Instant(start),
            End = Instant(end),
            TrackedFrom = Instant(start),
            TrackedUntil = Instant(end),
            Wikis = [.. wikis.Select(wiki => new TrackedWiki(wiki, [0]))],
        };

    internal async Task Schedule(params SessionScheduled[] sessions)
    {
        var appended = await Get<EventLog>()
            .Append(
                [.. sessions.Select(s => New(s.Session.Value, "session", s))],
                Cause.System,
                CancellationToken.None
            );
        Assert.True(appended.Accepted);
    }

    /// <summary>Something more happened to what is there.</summary>
    internal async Task Happened(Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        Assert.True((await Get<EventLog>().Append(append, Cause.System, CancellationToken.None)).Accepted);
    }

    /// <summary>The answer, as text, with its status and headers.</summary>
    internal async Task<(HttpResponseMessage Response, string Text)> Ask(
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Client.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The slugs of a page of the list, and the address of the next page.</summary>
    internal async Task<(string[] Slugs, string? Next)> List(string address)
    {
        var (response, text) = await Ask(address);
        Assert.True(response.IsSuccessStatusCode, text);
        var link = response.Headers.TryGetValues("Link", out var links) ? links.Single() : null;
        using var json = JsonDocument.Parse(text);
        return (
            [.. json.RootElement.EnumerateArray().Select(s => s.GetProperty("slug").GetString()!)],
            link?.Split('<', '>')[1]
        );
    }

    private async Task Given()
    {
        var (organiser, campaign, program) = (Planned.Registered, Planned.Started, Planned.ProgramPlanned);
        OrganiserRegistered cafe = organiser with { Organiser = Cafe, Name = "Café Société", Slug = "cafe" };
        CampaignStarted femmes = campaign with
        {
            Campaign = Femmes,
            Organiser = Cafe,
            Title = "Femmes",
            Slug = "femmes",
        };
        ProgramPlanned editions = program with
        {
            Program = Editions,
            Campaign = Femmes,
            Title = "Éditions 2026",
            Slug = "editions",
        };
        // One append after the other: what belongs to another thing comes after it.
        foreach (
            var append in new[]
            {
                New(organiser.Organiser.Value, "organiser", organiser),
                New(cafe.Organiser.Value, "organiser", cafe),
                New(campaign.Campaign.Value, "campaign", campaign),
                New(femmes.Campaign.Value, "campaign", femmes),
                New(program.Program.Value, "program", program),
                New(editions.Program.Value, "program", editions),
            }
        )
        {
            Assert.True((await Get<EventLog>().Append(append, Cause.System, CancellationToken.None)).Accepted);
        }

        await Schedule(
            Session(
                "spring",
                "Schrijfmiddag",
                Beetles,
                "2026-03-07T23:00",
                "2026-03-08T23:00",
                venue: "Leiden",
                wikis: ["enwiki", "commonswiki"]
            ),
            Session("running", "Week of beetles", Beetles, "2026-03-08T23:00", "2026-03-15T23:00", wikis: "nlwiki"),
            Session(
                "summer",
                "Zomer 100% echt_waar",
                Beetles,
                "2026-06-01T11:00",
                "2026-06-01T15:00",
                venue: "Bar Zürich",
                wikis: "nlwiki"
            ),
            Session(
                "tokyo",
                "Tokyo meetup",
                Editions,
                "2026-03-08T00:00",
                "2026-03-08T03:00",
                "Asia/Tokyo",
                wikis: "enwiki"
            ),
            Session(
                "montreal",
                "Schreibwerkstatt Straße",
                Editions,
                "2026-12-01T23:00",
                "2026-12-02T01:00",
                "America/Toronto",
                wikis: "commonswiki"
            ),
            Session(
                "hidden-one",
                "Geheim",
                Beetles,
                "2026-03-08T23:00",
                "2026-06-15T23:00",
                venue: "Leiden",
                wikis: "enwiki"
            ) with
            {
                Listed = false,
            }
        );
        await Happened(Cafe.Value, "organiser", new OrganiserDescribed(Cafe, new("Café Société", Country: "CH"), Now));
        await Describe("tokyo", new("Tokyo meetup", Language: "pt-BR"));
        await Describe("summer", new("Zomer 100% echt_waar", Venue: "Bar Zürich", Language: "nl"));
    }

    /// <summary>The session at this address was described anew.</summary>
    internal async Task Describe(string slug, SessionDetails details)
    {
        var session = (await Get<Sessions>().At(slug, CancellationToken.None))!.Id;
        await Happened(session.Value, "session", new SessionDescribed(session, details, Now));
    }

    private static StreamAppend New(Guid stream, string type, object e) =>
        new(stream, type, ExpectedVersion.NoStream, [e]);

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse($"{text}:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Standstill : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
