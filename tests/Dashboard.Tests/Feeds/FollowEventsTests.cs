using System.Net;
using System.Text.Json;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Tests.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Feeds;

/// <summary>
/// Promise: whoever follows the public feed sees every public fact once and in order, however often they stop, and
/// nothing that is personal or unlisted.
/// </summary>
public sealed class FollowEventsTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string Start = "/api/v1/events?after=0&limit=3";
    private static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    private readonly PersonId coordinator = new(Guid.NewGuid());
    private readonly OrganiserId organiser = new(Guid.NewGuid());
    private readonly CampaignId campaign = new(Guid.NewGuid());
    private readonly ProgramId program = new(Guid.NewGuid());
    private TestDatabase? database;
    private FeedHost? host;

    private TestDatabase Database => database!;

    private FeedHost Feed => host!;

    public async ValueTask InitializeAsync()
    {
        database = await cluster.NewDashboard();
        host = await FeedHost.Start(Database, ("Feeds:Source", "https://dashboard.example.org"));
    }

    public async ValueTask DisposeAsync()
    {
        await Feed.DisposeAsync();
        await Database.DisposeAsync();
    }

    [Fact]
    public async Task The_inventory_is_told_in_order_as_cloud_events()
    {
        var session = await Plan(listed: true);
        var (events, _) = await Feed.Follow("/api/v1/events");
        Assert.Equal(
            [
                $"1 campaign-dashboard.organiser_registered /organisers/{organiser}",
                $"2 campaign-dashboard.campaign_started /campaigns/{campaign}",
                $"3 campaign-dashboard.program_planned /programs/{program}",
                $"5 campaign-dashboard.session_scheduled /sessions/{session}",
            ],
            events.Select(e => $"{Text(e, "position")} {Text(e, "type")} {Text(e, "subject")}").ToArray()
        );
        Assert.All(events, AssertIsCloudEvent);
        Assert.Equal(events.Length, events.Select(e => Text(e, "id")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("Europe/Amsterdam", Text(events[3].GetProperty("data"), "timeZone"));
        using var response = await Feed.Client.GetAsync(new Uri("/api/v1/events", UriKind.Relative));
        Assert.Equal("application/cloudevents-batch+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_reader_who_stopped_half_way_sees_what_one_who_did_not_sees()
    {
        var session = await Plan(listed: true);
        var stopped = await Feed.Page(Start);
        await Fill(session, 10);
        var resumed = await Feed.Follow(stopped.Next);
        var (whole, next) = await Feed.Follow(Start);
        Assert.Equal(14, whole.Length);
        Assert.Equal(Raw(whole), Raw([.. stopped.Events, .. resumed.Events]));
        Assert.Equal(next, resumed.Next);
    }

    [Fact]
    public async Task The_end_is_an_empty_page_whose_link_gives_what_happens_later()
    {
        var session = await Plan(listed: true);
        var (_, next) = await Feed.Follow(Start);
        Assert.Equal("/api/v1/events?after=5&limit=3", next);
        Assert.Empty((await Feed.Page(next)).Events);
        await Fill(session, 1);
        Assert.Single((await Feed.Page(next)).Events);
    }

    [Fact]
    public async Task An_event_that_commits_late_is_not_missed_by_a_reader_who_resumes()
    {
        var session = await Plan(listed: true);
        var (_, next) = await Feed.Follow(Start);
        await using var connection = await Database.Source.OpenConnectionAsync();
        await using var late = await connection.BeginTransactionAsync();
        var write = new StreamWrite(Guid.NewGuid(), "seats", 0, [new SeatTaken(session, coordinator)], Cause.System);
        await AppendOn.Connection(connection, Feed.Types, write);
        var last = await Feed.Append(Guid.NewGuid(), new SeatTaken(session, coordinator));
        Assert.Empty((await Feed.Page(next)).Events);
        await late.CommitAsync();
        await Feed.Reach(last);
        var (events, _) = await Feed.Follow(next);
        Assert.Equal(["6", "7"], events.Select(e => Text(e, "position")).ToArray());
    }

    [Fact]
    public async Task Nothing_of_an_unlisted_session_is_told()
    {
        var hidden = await Plan(listed: false);
        await Fill(hidden, 3);
        var (events, _) = await Feed.Follow(Start);
        Assert.Equal(3, events.Length);
        Assert.DoesNotContain($"{hidden}", string.Concat(Raw(events)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_that_is_unlisted_later_vanishes_and_comes_back_when_it_is_listed()
    {
        var session = await Plan(listed: true);
        await Fill(session, 2);
        Assert.Equal(6, (await Feed.Follow(Start)).Events.Length);
        await Feed.Reach(await Feed.Append(Guid.NewGuid(), new SessionShown(session, Listed: false)));
        Assert.Equal(3, (await Feed.Follow(Start)).Events.Length);
        await Feed.Reach(await Feed.Append(Guid.NewGuid(), new SessionShown(session, Listed: true)));
        Assert.Equal(6, (await Feed.Follow(Start)).Events.Length);
    }

    [Fact]
    public async Task No_person_occurs_anywhere_and_appointments_are_not_told()
    {
        var session = await Plan(listed: true);
        await Fill(session, 2);
        var (events, _) = await Feed.Follow(Start);
        var told = string.Concat(Raw(events));
        Assert.Equal(6, events.Length);
        Assert.DoesNotContain($"{coordinator}", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("coordinator", told, StringComparison.OrdinalIgnoreCase);
        var actors = await Database.Source.Query(
            "select distinct user_name from events.mt_events where user_name is not null",
            row => row.GetString(0),
            CancellationToken.None
        );
        Assert.NotEmpty(actors);
        Assert.All(actors, actor => Assert.DoesNotContain(actor, told, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("after=x")]
    [InlineData("after=-1")]
    [InlineData("after=9223372036854775808")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=x")]
    public async Task A_cursor_or_limit_that_is_none_is_a_problem(string query)
    {
        using var response = await Feed.Client.GetAsync(new Uri($"/api/v1/events?{query}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>The required attributes of CloudEvents 1.0, section 3, and what the JSON format asks of them.</summary>
    private static void AssertIsCloudEvent(JsonElement e)
    {
        Assert.Equal("1.0", Text(e, "specversion"));
        Assert.NotEqual(Guid.Empty, Guid.Parse(Text(e, "id")));
        Assert.Equal("https://dashboard.example.org", Text(e, "source"));
        Assert.NotEmpty(Text(e, "type"));
        Assert.Equal("application/json", Text(e, "datacontenttype"));
        Assert.Equal(TimeSpan.Zero, e.GetProperty("time").GetDateTimeOffset().Offset);
        Assert.Equal(JsonValueKind.Object, e.GetProperty("data").ValueKind);
        Assert.All(e.EnumerateObject(), p => Assert.Matches("^[a-z0-9]+$", p.Name));
    }

    /// <summary>An organiser (1), a campaign (2), a program (3), an appointment (4) and a session (5).</summary>
    private async Task<SessionId> Plan(bool listed)
    {
        var session = new SessionId(Guid.NewGuid());
        SessionScheduled scheduled = new(
            session,
            program,
            "Editathon",
            $"{session}",
            "",
            "Museum",
            "Europe/Amsterdam",
            Now,
            Now.AddHours(4),
            Now,
            Now.AddDays(7),
            [new("enwiki", [0])],
            listed,
            Now
        );
        await Feed.Append(
            organiser.Value,
            new OrganiserRegistered(organiser, "Wikimedia Nederland", "wmnl", coordinator, Now)
        );
        await Feed.Append(campaign.Value, new CampaignStarted(campaign, organiser, "Museum", "museum", "", Now));
        await Feed.Append(program.Value, new ProgramPlanned(program, campaign, "2026", "museum-2026", "", Now));
        await Feed.Append(Guid.NewGuid(), new CoordinatorAppointed(program.Value, coordinator, Now));
        await Feed.Reach(await Feed.Append(session.Value, scheduled));
        return session;
    }

    /// <summary>So many people take a seat.</summary>
    private async Task Fill(SessionId session, int seats)
    {
        var last = 0L;
        for (var seat = 0; seat < seats; seat++)
        {
            last = await Feed.Append(Guid.NewGuid(), new SeatTaken(session, coordinator));
        }

        await Feed.Reach(last);
    }

    private static string Text(JsonElement e, string name) => e.GetProperty(name).GetString()!;

    private static string[] Raw(JsonElement[] events) => [.. events.Select(e => e.GetRawText())];
}
