using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>One of three wikis fails after its first answer, in each way that wikis do.</summary>
public sealed class A_failing_wiki_stops_no_other(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly Dictionary<string, (string Code, WikiAnswer Answer)> Failures = new(StringComparer.Ordinal)
    {
        ["down"] = ("unreachable", new WikiAnswer("{") { Cut = true }),
        ["too many requests"] = (
            "ratelimited",
            new WikiAnswer("Slow down.", 429, "text/plain") { Headers = { ["Retry-After"] = "7200" } }
        ),
        ["overloaded"] = ("http-503", new WikiAnswer("Sorry.", 503, "text/html")),
        ["lagging"] = ("maxlag", Recorded.Error("maxlag", "Waiting for a database server: 8 seconds lagged.")),
        ["a page of HTML"] = ("not-json", new WikiAnswer("<!DOCTYPE html><p>Our servers …", 200, "text/html")),
        ["truncated"] = ("not-json", new WikiAnswer("""{"batchcomplete":true,"query":{"usercontribs":[{"user""")),
        ["another shape"] = ("unexpected-answer", new WikiAnswer("""{"query":{"contributions":[]}}""")),
    };

    private UpdatedSession session = null!;

    public static TheoryData<string> Kinds => [.. Failures.Keys];

    public async ValueTask InitializeAsync()
    {
        session = await UpdatedSession.Start(postgres);
        await session.Enrolled("Alice");
        session.Clock.Now = UpdatedSession.Until.AddDays(1);
        session.English.EditsAnAnswer = 1;
        for (var hour = 1; hour <= 3; hour++)
        {
            session.English.Saved("Alice", hour, UpdatedSession.From.AddHours(hour));
            session.French.Saved("Alice", 10 + hour, UpdatedSession.From.AddHours(hour));
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Loses_nothing_is_shown_and_is_asked_again_later(string kind)
    {
        var (code, answer) = Failures[kind];
        session.English.Instead = r => r["uccontinue"].Length > 0 ? answer : null;

        await session.Look();
        Assert.Equal("1 11 12 13", await session.Revisions());
        var problem = Assert.Single(await Problems());
        Assert.Equal(("enwiki", code), (problem.Wiki, problem.Code));
        Assert.NotEmpty(problem.Reason);
        session.NewQuestions();

        // Left alone for a while; the problem stays, and is not told again.
        await session.Look();
        Assert.Equal([0, 0, 0], session.NewQuestions());
        Assert.Equal(code, Assert.Single(await Problems()).Code);
        Assert.Equal(1, await session.Events("wiki_not_read"));
        Assert.Equal(1, await session.Events("data_update_completed"));

        // Well again, it is asked for what it did not tell.
        session.English.Instead = _ => null;
        session.Clock.Now = await NextAttempt();
        await session.Look();
        Assert.Equal([2, 0, 0], session.NewQuestions());
        Assert.Equal("1 2 3 11 12 13", await session.Revisions());
        Assert.Empty(await Problems());
    }

    [Fact]
    public async Task The_pauses_grow_and_a_coordinator_need_not_wait()
    {
        session.English.Instead = _ => new WikiAnswer("Sorry.", 503, "text/html");
        var pauses = new List<TimeSpan>();
        for (var failures = 1; failures <= 9; failures++)
        {
            await session.Look();
            pauses.Add(await NextAttempt() - session.Clock.Now);
            session.Clock.Now = await NextAttempt();
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], pauses.Select(p => (int)p.TotalMinutes));
        await session.Look();
        session.English.Instead = _ => null;
        await session.Update(UpdateReason.Coordinator);
        Assert.Contains("1 2 3", await session.Revisions(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wiki_that_asks_for_a_longer_rest_is_given_it()
    {
        session.English.Instead = _ => Failures["too many requests"].Answer;

        await session.Look();

        Assert.Equal(session.Clock.Now.AddHours(2), await NextAttempt());
    }

    private async Task<IReadOnlyList<Problem>> Problems() =>
        (await session.Get<SessionLooks>().Of(UpdatedSession.Id, CancellationToken.None))!.Problems;

    private async Task<DateTimeOffset> NextAttempt() =>
        (await session.Get<FailingWikis>().NextAttempts(["enwiki"], CancellationToken.None))["enwiki"];
}
