using System.Net;
using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>What coordinators change after planning, through the API, and what everybody sees of it.</summary>
public sealed class PlansChangeTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Planned Planned => given.Planned;

    private Api Coordinator => Planned.Coordinator;

    [Fact]
    public async Task What_is_told_of_a_session_is_what_was_said_last()
    {
        var session = await Session();
        var details = (await Coordinator.Get(session)).Done.Json.GetProperty("details");
        Assert.Equal(JsonValueKind.Null, details.GetProperty("language").ValueKind);

        var said = new
        {
            title = "  Beetle day ",
            description = "Bring a magnifier.",
            venue = "Leiden",
            language = "nl",
            eventPage = "https://nl.wikipedia.org/wiki/Beetles",
            wikidataItem = "q22671",
        };
        (await Coordinator.Put(session, said)).Done.ToString();

        var told = (await Coordinator.Get(session)).Done.Json;
        Assert.Equal("Beetle day", told.GetProperty("title").GetString());
        Assert.Equal("Q22671", told.GetProperty("details").GetProperty("wikidataItem").GetString());
        Assert.Contains("Bring a magnifier.", await Page(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_did_not_see_the_last_change_is_told_so_and_overwrites_nothing()
    {
        var session = await Session();
        var seen = (await Coordinator.Get(session)).Response.Headers.ETag!.Tag;
        (await Coordinator.Put(session, new { title = "First" }, ("If-Match", seen))).Done.ToString();

        var late = await Coordinator.Put(session, new { title = "Second" }, ("If-Match", seen));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale-version"), (late.Status, late.Problem));
        Assert.Equal("First", (await Coordinator.Get(session)).Json.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Bad_details_are_told_by_field()
    {
        var answer = await Coordinator.Put(
            await Session(),
            new
            {
                title = "",
                language = "Dutch please",
                eventPage = "javascript:alert(1)",
                wikidataItem = "22671",
            }
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var fields = answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name);
        Assert.Equal(["eventPage", "language", "title", "wikidataItem"], fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_old_address_leads_to_the_page_for_ever_and_is_given_to_no_other()
    {
        var session = await Session();
        var first = await SlugOf(session);
        var (second, third) = ($"beetles-{Guid.NewGuid():N}", $"more-beetles-{Guid.NewGuid():N}");
        (await Coordinator.Put($"{session}/address", new { slug = second })).Done.ToString();
        (await Coordinator.Put($"{session}/address", new { slug = third })).Done.ToString();

        foreach (var old in (string[])[first, second])
        {
            var led = await Coordinator.Get($"/sessions/{old}/edit?x=1");
            Assert.Equal(HttpStatusCode.MovedPermanently, led.Status);
            Assert.Equal($"/sessions/{third}/edit?x=1", led.Response.Headers.Location!.ToString());
        }

        var other = await Coordinator.Put($"{await Session()}/address", new { slug = first });
        Assert.Equal((HttpStatusCode.Conflict, "slug-taken"), (other.Status, other.Problem));
        var made = await Planned.Schedule(new { slug = second });
        Assert.Equal((HttpStatusCode.Conflict, "slug-taken"), (made.Status, made.Problem));

        (await Coordinator.Put($"{session}/address", new { slug = first })).Done.ToString();
        Assert.Equal(first, await SlugOf(session));
    }

    [Fact]
    public async Task A_narrower_window_counts_less_and_the_wider_one_again_what_it_did()
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice");
        await Planned.Update(session);
        var path = $"/api/v1/sessions/{session}/schedule";
        var week = new
        {
            timeZone = "Europe/Amsterdam",
            start = "2026-03-08",
            end = "2026-03-14",
        };

        (
            await Coordinator.Put(
                path,
                new
                {
                    timeZone = "UTC",
                    start = "2020-01-01",
                    end = "2020-01-02",
                }
            )
        ).Done.ToString();
        await Counts(session, 0);
        (await Coordinator.Put(path, week)).Done.ToString();
        await Counts(session, EditathonWiki.EditsEach);
    }

    [Fact]
    public async Task A_wiki_that_is_followed_no_more_counts_no_more()
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice");
        await Planned.Update(session);
        var path = $"/api/v1/sessions/{session}/wikis";

        (await Coordinator.Put(path, new { wikis = new[] { "oddwiki" } })).Done.ToString();
        await Counts(session, 0);
        (await Coordinator.Put(path, new { wikis = new[] { "enwiki" } })).Done.ToString();
        await Counts(session, EditathonWiki.EditsEach);
        var none = await Coordinator.Put(path, new { wikis = new[] { "no.such.wiki" } });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no-such-wiki"), (none.Status, none.Problem));
    }

    [Fact]
    public async Task An_unlisted_session_goes_from_lists_and_feed_and_comes_back()
    {
        var session = await Session();
        var slug = await SlugOf(session);
        var id = session.Split('/')[^1];
        var program = $"/api/v1/programs/{Planned.Program}";
        Assert.Contains(slug, (await Coordinator.Get(program)).Text, StringComparison.Ordinal);

        (await Coordinator.Put($"{session}/listing", new { listed = false })).Done.ToString();
        Assert.DoesNotContain(slug, (await Coordinator.Get(program)).Text, StringComparison.Ordinal);
        await FeedHas(id, expected: false);

        (await Coordinator.Put($"{session}/listing", new { listed = true })).Done.ToString();
        Assert.Contains(slug, (await Coordinator.Get(program)).Text, StringComparison.Ordinal);
        await FeedHas(id, expected: true);
    }

    [Fact]
    public async Task A_cancelled_session_says_so_and_why_until_it_takes_place_after_all()
    {
        var session = await Session();
        (await Coordinator.Put($"{session}/cancellation", new { reason = "<b>Closed</b>" })).Done.ToString();
        var told = (await Coordinator.Get(session)).Json;
        Assert.Equal("<b>Closed</b>", told.GetProperty("cancelled").GetString());
        Assert.Contains("&lt;b&gt;Closed&lt;/b&gt;", await Page(told), StringComparison.Ordinal);

        (await Coordinator.Delete($"{session}/cancellation")).Done.ToString();
        told = (await Coordinator.Get(session)).Json;
        Assert.Equal(JsonValueKind.Null, told.GetProperty("cancelled").ValueKind);
        Assert.DoesNotContain("Closed", await Page(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organiser_campaign_and_program_are_described()
    {
        var program = $"/api/v1/programs/{Planned.Program}";
        var campaign = $"/api/v1/campaigns/{(await Coordinator.Get(program)).Json.GetProperty("campaign").GetGuid()}";
        var organiser =
            $"/api/v1/organisers/{(await Coordinator.Get(campaign)).Json.GetProperty("organiser").GetGuid()}";

        (
            await Coordinator.Put(
                organiser,
                new
                {
                    name = "Wikimedia Nederland",
                    shortName = "WMNL",
                    kind = "userGroup",
                    country = "nl",
                }
            )
        ).Done.ToString();
        (await Coordinator.Put(campaign, new { title = "Naturalis", start = "2026-01-01" })).Done.ToString();
        (await Coordinator.Put(program, new { title = "Beetles", venue = "Leiden" })).Done.ToString();
        var backwards = await Coordinator.Put(
            program,
            new
            {
                title = "B",
                start = "2026-02-01",
                end = "2026-01-01",
            }
        );

        var told = (await Coordinator.Get(organiser)).Json.GetProperty("details");
        Assert.Equal(
            ("userGroup", "NL"),
            (told.GetProperty("kind").GetString(), told.GetProperty("country").GetString())
        );
        Assert.Equal("Naturalis", (await Coordinator.Get(campaign)).Json.GetProperty("title").GetString());
        Assert.Equal("Beetles", (await Coordinator.Get(program)).Json.GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, backwards.Status);
    }

    [Fact]
    public async Task Who_does_not_coordinate_changes_nothing()
    {
        var session = await Session();
        using var nobody = new Api(given.Host.Address);
        using var alice = await Api.SignedIn(given.Host, "Alice");
        foreach (var caller in (Api[])[nobody, alice])
        {
            Assert.Equal("not-a-coordinator", (await caller.Put(session, new { title = "Mine" })).Problem);
            Assert.Equal("not-a-coordinator", (await caller.Put($"{session}/address", new { slug = "mine" })).Problem);
            Assert.Equal("not-a-coordinator", (await caller.Put($"{session}/cancellation", new { })).Problem);
        }
    }

    private async Task<string> Session() => $"/api/v1/sessions/{(await Planned.Schedule()).Id}";

    private async Task<string> SlugOf(string session) =>
        (await Coordinator.Get(session)).Done.Json.GetProperty("slug").GetString()!;

    private async Task<string> Page(JsonElement session) =>
        (await Coordinator.Get(session.GetProperty("page").GetString()!)).Done.Text;

    private Task<bool> FeedHas(string id, bool expected) =>
        Eventually.Get(
            "the feed",
            async () =>
                (await Coordinator.Get("/api/v1/events?limit=1000")).Done.Text.Contains(id, StringComparison.Ordinal),
            has => has == expected
        );

    /// <summary>So many edits count, once the figures know the last change.</summary>
    private Task<int> Counts(Guid session, int edits) =>
        Eventually.Get(
            "the figures",
            async () => (await Planned.Figures(given.Host, session)).GetProperty("edits").GetInt32(),
            counted => counted == edits
        );
}
