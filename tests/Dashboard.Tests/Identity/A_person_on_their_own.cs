using System.Net;
using System.Text.Json;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Identity;

/// <summary>What the API tells a person of themself, and nobody else.</summary>
public sealed class A_person_on_their_own(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private const string Auth = "Authorization";

    public static TheoryData<string, string> Endpoints =>
        new()
        {
            { "GET", "/api/v1/me/preferences" },
            { "PUT", "/api/v1/me/preferences" },
            { "GET", "/api/v1/me/sessions" },
            { "GET", "/api/v1/me/coordination" },
            { "GET", "/api/v1/me/contributions" },
            { "GET", "/api/v1/me/data" },
            { "DELETE", "/api/v1/me" },
            { "DELETE", "/api/v1/people/Grace" },
        };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Nobody_is_told_to_sign_in(string method, string path)
    {
        using var nobody = new Api(given.Host.Address);
        var answer = await nobody.Raw(new(method), path, "{}");
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), (answer.Status, answer.Problem));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_token_without_the_scope_is_refused(string method, string path)
    {
        using var alice = await Api.SignedIn(given.Host, "Alice");
        var token = await Token(alice, "feeds");
        using var program = new Api(given.Host.Address);
        var answer = await program.Raw(new(method), path, "{}", (Auth, token));
        Assert.Equal((HttpStatusCode.Forbidden, "token-lacks-scope"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("/api/v1/me")]
    [InlineData("/api/v1/people/Alice")]
    public async Task No_token_forgets_anybody(string path)
    {
        using var grace = await Api.SignedIn(given.Host, Api.Administrator);
        var token = await Token(grace, "coordinate");
        using var program = new Api(given.Host.Address);
        Assert.Equal("token-lacks-scope", (await program.Raw(HttpMethod.Delete, path, "", (Auth, token))).Problem);
        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/v1/me", (Auth, token))).Status);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("coordinate")]
    public async Task No_token_tells_everything_that_is_held(string scope)
    {
        using var alice = await Api.SignedIn(given.Host, "Alice");
        using var program = new Api(given.Host.Address);
        var answer = await program.Get("/api/v1/me/data", (Auth, await Token(alice, scope)));
        Assert.Equal((HttpStatusCode.Forbidden, "token-lacks-scope"), (answer.Status, answer.Problem));
    }

    [Theory]
    [InlineData("/api/v1/me", "no-store")]
    [InlineData("/api/v1/me/contributions", "no-store")]
    [InlineData("/api/v1/me/data", "no-store")]
    [InlineData("/api/v1/tokens", "no-store")]
    [InlineData("/api/v1/organisers", "no-cache, private")]
    public async Task What_the_API_answers_to_somebody_is_in_no_shared_cache(string path, string kept)
    {
        using var alice = await Api.SignedIn(given.Host, "Alice");
        using var nobody = new Api(given.Host.Address);
        Assert.Equal(kept, (await alice.Get(path)).Response.Headers.CacheControl?.ToString());
        Assert.Null((await nobody.Get("/api/v1/organisers")).Response.Headers.CacheControl);
    }

    [Fact]
    public async Task A_person_sees_their_sessions_unlisted_ones_too_and_others_see_theirs()
    {
        var session = await given.Planned.SessionWith(["enwiki"], "Vera");
        (
            await given.Planned.Coordinator.Put($"/api/v1/sessions/{session}/listing", new { listed = false })
        ).Done.ToString();
        using var vera = await Api.SignedIn(given.Host, "Vera");
        using var other = await Api.SignedIn(given.Host, "Otto");

        var mine = (await vera.Get("/api/v1/me/sessions")).Done.Json;

        Assert.Equal(session, Assert.Single(mine.EnumerateArray()).GetProperty("id").GetGuid());
        Assert.False(mine[0].GetProperty("listed").GetBoolean());
        Assert.Equal("[]", (await other.Get("/api/v1/me/sessions")).Done.Text);
        var coordinated = (await given.Planned.Coordinator.Get("/api/v1/me/coordination")).Done.Json;
        Assert.Contains(
            coordinated.GetProperty("sessions").EnumerateArray(),
            s => s.GetProperty("id").GetGuid() == session
        );
        Assert.Contains(
            coordinated.GetProperty("appointments").EnumerateArray(),
            a => a.GetProperty("kind").GetString() == "organiser"
        );
        Assert.Equal("""{"appointments":[],"sessions":[]}""", (await other.Get("/api/v1/me/coordination")).Done.Text);
    }

    [Fact]
    public async Task Contributions_are_counted_by_session_and_once_in_the_totals()
    {
        var first = await given.Planned.SessionWith(["enwiki"], "Wanda", "Xaver");
        var second = await given.Planned.SessionWith(["enwiki"], "Wanda");
        await given.Planned.Update(first);
        await given.Planned.Update(second);
        using var wanda = await Api.SignedIn(given.Host, "Wanda");

        var mine = (await wanda.Get("/api/v1/me/contributions")).Done.Json;

        Assert.Equal(EditathonWiki.EditsEach, mine.GetProperty("totals").GetProperty("edits").GetInt32());
        var counts = mine.GetProperty("bySession").EnumerateArray().Select(s => s.GetProperty("counts")).ToArray();
        Assert.Equal([4, 4], counts.Select(c => c.GetProperty("edits").GetInt32()));
        Assert.Equal([530, 530], counts.Select(c => c.GetProperty("bytesAdded").GetInt32()));
        Assert.Equal(EditathonWiki.EditsEach, mine.GetProperty("latest").GetArrayLength());
        Assert.Contains(
            "index.php?diff=",
            mine.GetProperty("latest")[0].GetProperty("diff").GetString()!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"language":"tlh"}""", "language")]
    [InlineData("""{"timeZone":"Middle Earth/Shire"}""", "timeZone")]
    [InlineData("""{"timeZone":"W. Europe Standard Time"}""", "timeZone")]
    public async Task Preferences_without_sense_are_told_by_field(string body, string field)
    {
        using var alice = await Api.SignedIn(given.Host, "Alice");
        var answer = await alice.Raw(HttpMethod.Put, "/api/v1/me/preferences", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task The_language_is_spoken_at_once_and_at_the_next_sign_in_on_another_device()
    {
        using var alice = await Api.SignedIn(given.Host, "Lotte");
        var preferences = new { language = "nl", timeZone = "Asia/Tokyo" };
        (await alice.Put("/api/v1/me/preferences", preferences)).Done.ToString();

        Assert.Contains("lang=\"nl\"", (await alice.Get("/")).Done.Text, StringComparison.Ordinal);
        using var phone = await Api.SignedIn(given.Host, "Lotte");
        Assert.Contains("lang=\"nl\"", (await phone.Get("/")).Done.Text, StringComparison.Ordinal);
        Assert.Equal(
            """{"language":"nl","timeZone":"Asia/Tokyo"}""",
            (await phone.Get("/api/v1/me/preferences")).Done.Text
        );
    }

    [Fact]
    public async Task Moments_are_told_by_the_clocks_of_the_place_first_and_the_readers_own_beside()
    {
        var session = await given.Planned.SessionWith(["enwiki"], "Tomiko");
        var page = (await given.Planned.Coordinator.Get($"/api/v1/sessions/{session}"))
            .Done.Json.GetProperty("page")
            .GetString()!;
        using var tomiko = await Api.SignedIn(given.Host, "Tomiko");
        Assert.DoesNotContain("your time", (await tomiko.Get(page)).Done.Text, StringComparison.Ordinal);

        (await tomiko.Put("/api/v1/me/preferences", new { timeZone = "Asia/Tokyo" })).Done.ToString();
        var text = (await tomiko.Get(page)).Done.Text;
        Assert.Contains("your time: 8 March 2026, 08:00", text, StringComparison.Ordinal);

        // Paris has the time of Amsterdam.
        (await tomiko.Put("/api/v1/me/preferences", new { timeZone = "Europe/Paris" })).Done.ToString();
        Assert.DoesNotContain("your time", (await tomiko.Get(page)).Done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_forgets_a_person_by_name_and_nobody_else_does()
    {
        using var zoe = await Api.SignedIn(given.Host, "Zoe");
        using var other = await Api.SignedIn(given.Host, "Otto");
        using var grace = await Api.SignedIn(given.Host, Api.Administrator);

        Assert.Equal("not-an-administrator", (await other.Delete("/api/v1/people/Zoe")).Problem);
        Assert.Equal("not-an-administrator", (await other.Delete("/api/v1/people/Nobody")).Problem);
        Assert.Equal("no-such-person", (await grace.Delete("/api/v1/people/Nobody")).Problem);
        (await grace.Delete("/api/v1/people/zoe")).Done.ToString();

        Assert.Equal(JsonValueKind.Null, (await zoe.Get("/api/v1/me")).Done.Json.GetProperty("person").ValueKind);
        Assert.Equal("no-such-person", (await grace.Delete("/api/v1/people/Zoe")).Problem);
    }

    [Fact]
    public async Task Who_leaves_an_organiser_behind_is_forgotten_all_the_same_and_another_is_appointed()
    {
        using var grace = await Api.SignedIn(given.Host, Api.Administrator);
        using var last = await Api.SignedIn(given.Host, "Ludo");
        using var next = await Api.SignedIn(given.Host, "Nora");
        var organiser = await grace.Post(
            "/api/v1/organisers",
            new { name = "Abandoned chapter", coordinator = "Ludo" }
        );

        (await last.Delete("/api/v1/me")).Done.ToString();
        (
            await grace.Post($"/api/v1/organisers/{organiser.Id}/coordinators", new { userName = "Nora" })
        ).Done.ToString();

        var nora = (await next.Get("/api/v1/me")).Done.Json.GetProperty("person").GetGuid();
        // Who was forgotten does not count: she is the last one.
        var leaves = await next.Delete($"/api/v1/organisers/{organiser.Id}/coordinators/{nora}");
        Assert.Equal("last-coordinator", leaves.Problem);
    }

    [Fact]
    public async Task Names_are_checked_for_coordinators_and_nothing_is_stored_by_asking()
    {
        var session = await given.Planned.SessionWith(["enwiki"]);
        var path = $"/api/v1/sessions/{session}/name-checks";
        var names = new { userNames = new[] { "fresh_Name", "Nobody here", "bad:name", "fresh_Name" } };
        using var other = await Api.SignedIn(given.Host, "Otto");
        var people = await People();

        Assert.Equal("not-a-coordinator", (await other.Post(path, names)).Problem);
        Assert.Equal(
            "no-such-session",
            (await given.Planned.Coordinator.Post($"/api/v1/sessions/{Guid.NewGuid()}/name-checks", names)).Problem
        );
        var checks = (await given.Planned.Coordinator.Post(path, names)).Done.Json.EnumerateArray().ToArray();

        Assert.Equal(["found", "noAccount", "impossible"], checks.Select(c => c.GetProperty("state").GetString()!));
        Assert.Equal("enwiki", checks[0].GetProperty("wiki").GetString());
        Assert.NotEqual(0, checks[0].GetProperty("localId").GetInt64());
        Assert.Equal("2020-01-15T10:30:00Z", checks[0].GetProperty("registration").GetString());
        Assert.Equal(people, await People());
    }

    [Fact]
    public async Task A_thousand_names_are_asked_for_by_fifties_and_more_are_refused()
    {
        var session = await given.Planned.SessionWith(["enwiki"]);
        var path = $"/api/v1/sessions/{session}/name-checks";
        var before = given.Good.UserRequests;

        var checks = await given.Planned.Coordinator.Post(path, new { userNames = Names(1000) });

        Assert.Equal(1000, checks.Done.Json.GetArrayLength());
        Assert.Equal(20, given.Good.UserRequests - before);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await given.Planned.Coordinator.Post(path, new { userNames = Names(1001) })).Status
        );
    }

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(n => $"Somebody {n}")];

    private static async Task<string> Token(Api owner, string scope)
    {
        var wish = new
        {
            name = "Script",
            scopes = new[] { scope },
            expiresInDays = 30,
        };
        return "Bearer " + (await owner.Post("/api/v1/tokens", wish)).Done.Json.GetProperty("token").GetString();
    }

    private Task<long> People() => given.Database.Scalar<long>("select count(*) from identity.person");
}
