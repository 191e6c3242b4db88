using System.Net;
using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Sessions are copied through the API, one or a series, with articles and without people.</summary>
public sealed class SessionSeriesTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private static readonly string[] Titles = ["Mary Anning", "Ada Lovelace"];

    private Planned Planned => given.Planned;

    private Api Coordinator => Planned.Coordinator;

    [Fact]
    public async Task A_series_has_settings_and_articles_and_nobody_takes_part()
    {
        var session = await Session(
            new
            {
                title = "Evening",
                start = "2026-03-10T19:00",
                end = "2026-03-10T21:00",
            }
        );
        (await Coordinator.Post($"{session}/articles", new { wiki = "enwiki", titles = Titles })).Done.ToString();
        (
            await Coordinator.Put($"{session}/online-link", new { link = "https://meet.example/evening" })
        ).Done.ToString();
        (await Coordinator.Put($"{session}/registration", Limited)).Done.ToString();
        using var alice = await Api.SignedIn(given.Host, "Alice");
        (await alice.Put($"{session}/enrolment", new { attendance = "onSite" })).Done.ToString();

        var foreseen = (await Coordinator.Post($"{session}/copies/preview", Weekly(4))).Done.Json;
        var made = Made(await Coordinator.Post($"{session}/copies", Weekly(4)));

        // Amsterdam's clocks change on 29 March: 19:00 is 18:00 UTC before and 17:00 after it.
        string[] starts = ["2026-03-17T18:00", "2026-03-24T18:00", "2026-03-31T17:00", "2026-04-07T17:00"];
        Assert.Equal(starts, made.Select(Start));
        Assert.Equal(starts, foreseen.EnumerateArray().Select(Start));
        Assert.Equal("Evening 2026-03-31", made[2].GetProperty("title").GetString());
        foreach (var copy in made)
        {
            var path = $"/api/v1/sessions/{copy.GetProperty("id").GetGuid()}";
            var link = (await Coordinator.Get($"{path}/online-link")).Done.Text;
            Assert.Contains("https://meet.example/evening", link, StringComparison.Ordinal);
            Assert.Equal(7, copy.GetProperty("registration").GetProperty("capacity").GetInt32());
            var articles = (await Coordinator.Get($"{path}/articles")).Done.Text;
            Assert.All(Titles, title => Assert.Contains(title, articles, StringComparison.Ordinal));
            Assert.DoesNotContain(
                "Alice",
                (await Coordinator.Get($"{path}/participants")).Done.Text,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Asking_twice_with_a_key_makes_one_series()
    {
        var session = await Session();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = Made(await Coordinator.Post($"{session}/copies", Weekly(2), key));
        var second = Made(await Coordinator.Post($"{session}/copies", Weekly(2), key));
        var other = Made(await Coordinator.Post($"{session}/copies", Weekly(2)));

        Assert.Equal(Ids(first), Ids(second));
        // Another series on the same days has addresses of its own.
        Assert.Equal(4, first.Concat(other).Select(s => s.GetProperty("slug").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Two_requests_of_one_key_at_the_same_moment_make_one_series()
    {
        var session = await Session();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var name = given.Database.Name;
        await using var connection = await given.Database.Source.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using var hold = connection.CreateCommand();
        // Both decide before one of them can append.
        hold.CommandText = "lock table events.mt_streams in share row exclusive mode";
        await hold.ExecuteNonQueryAsync();

        Task<Answer>[] both =
        [
            Coordinator.Post($"{session}/copies", Weekly(3), key),
            Coordinator.Post($"{session}/copies", Weekly(3), key),
        ];
        await Eventually.Get(
            "two appends that wait",
            () =>
                given.Database.Scalar<long>(
                    $"select count(*) from pg_stat_activity where datname = '{name}' and wait_event_type = 'Lock'"
                ),
            waiting => waiting == 2
        );
        await holding.CommitAsync();

        var made = await Task.WhenAll(both);
        Assert.Equal(Ids(Made(made[0])), Ids(Made(made[1])));
        Assert.Equal(3, Made(made[0]).Count);
    }

    [Fact]
    public async Task Coordinators_of_the_session_itself_come_along_unless_they_shall_not()
    {
        var session = await Session();
        (await Coordinator.Post($"{session}/coordinators", new { userName = "Alice" })).Done.ToString();
        using var alice = await Api.SignedIn(given.Host, "Alice");

        var with = Made(await Coordinator.Post($"{session}/copies", new { first = "2026-05-01" }));
        var without = Made(
            await Coordinator.Post($"{session}/copies", new { first = "2026-06-01", withCoordinators = false })
        );

        var path = $"/api/v1/sessions/{Ids(with)[0]}";
        Assert.Equal(HttpStatusCode.OK, (await alice.Get($"{path}/history")).Status);
        path = $"/api/v1/sessions/{Ids(without)[0]}";
        Assert.Equal(HttpStatusCode.Forbidden, (await alice.Get($"{path}/history")).Status);
        // A copy is a new session of the program: the session's own coordinators may not make one.
        Assert.Equal("not-a-coordinator", (await alice.Post($"{session}/copies", Weekly(2))).Problem);
    }

    [Fact]
    public async Task Copies_of_an_unlisted_session_are_told_nowhere()
    {
        var title = $"Secret{Guid.NewGuid():N}";
        var session = await Session(new { title, listed = false });
        (await Coordinator.Post($"{session}/articles", new { wiki = "enwiki", titles = Titles })).Done.ToString();

        var made = Made(await Coordinator.Post($"{session}/copies", Weekly(2)));

        Assert.All(made, copy => Assert.False(copy.GetProperty("listed").GetBoolean()));
        Assert.All(made, copy => Assert.Matches("-[0-9a-f]{16}$", copy.GetProperty("slug").GetString()));
        var marker = (await Planned.Schedule()).Id;
        await Eventually.Get(
            "the feed",
            async () => (await Coordinator.Get("/api/v1/events?limit=1000")).Done.Text,
            feed => feed.Contains($"{marker}", StringComparison.Ordinal)
        );
        using var anybody = new Api(given.Host.Address);
        string[] places =
        [
            "/api/v1/events?limit=1000",
            "/api/v1/sessions?state=all&limit=100",
            "/sessions?state=all",
            "/sessions.ics",
            $"/api/v1/programs/{Planned.Program}",
        ];
        foreach (var place in places)
        {
            var told = (await anybody.Get(place)).Done.Text;
            Assert.DoesNotContain(title, told, StringComparison.OrdinalIgnoreCase);
            Assert.All(Ids(made), id => Assert.DoesNotContain($"{id}", told, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static readonly object Limited = new { capacity = 7 };

    private static object Weekly(int times) =>
        new
        {
            first = "2026-03-17",
            every = "weekly",
            times,
            datedTitles = true,
        };

    private async Task<string> Session(object? change = null) =>
        $"/api/v1/sessions/{(await Planned.Schedule(change)).Id}";

    private static IReadOnlyList<JsonElement> Made(Answer answer)
    {
        Assert.Equal(HttpStatusCode.Created, answer.Done.Status);
        return [.. answer.Json.GetProperty("sessions").EnumerateArray()];
    }

    private static IReadOnlyList<Guid> Ids(IEnumerable<JsonElement> sessions) =>
        [.. sessions.Select(s => s.GetProperty("id").GetGuid())];

    private static string Start(JsonElement session) => session.GetProperty("start").GetString()![..16];
}
