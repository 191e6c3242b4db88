using CampaignDashboard.Campaigns.Contracts;
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

    private ToldWikis wikis = null!;
    private UpdateHost host = null!;
    private SessionPlan session = null!;

    public static TheoryData<string> Kinds => [.. Failures.Keys];

    public async ValueTask InitializeAsync()
    {
        wikis = await ToldWikis.Start();
        host = await UpdateHost.StartReading(postgres, wikis.Settings);
        session = await host.Session("Alice");
        host.Clock.PassTo(session.TrackedUntil.AddDays(1));
        wikis.English.EditsAnAnswer = 1;
        for (var hour = 1; hour <= 3; hour++)
        {
            wikis.English.Saved("Alice", hour, session.TrackedFrom.AddHours(hour));
            wikis.French.Saved("Alice", 10 + hour, session.TrackedFrom.AddHours(hour));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wikis.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Loses_nothing_is_shown_and_is_asked_again_later(string kind)
    {
        var (code, answer) = Failures[kind];
        wikis.English.Instead = r => r["uccontinue"].Length > 0 ? answer : null;

        await Look();
        Assert.Equal("1 11 12 13", await host.Revisions());
        var problem = Assert.Single(await host.Problems(session));
        Assert.Equal(("enwiki", code), (problem.Wiki, problem.Code));
        Assert.NotEmpty(problem.Reason);
        wikis.NewQuestions();

        // Left alone for a while; the problem stays, and is not told again.
        await Look();
        Assert.Equal([0, 0, 0], wikis.NewQuestions());
        Assert.Equal(code, Assert.Single(await host.Problems(session)).Code);
        Assert.Equal(1, await host.Events("wiki_not_read"));
        Assert.Equal(1, await host.Events("data_update_completed"));

        // Well again, it is asked for what it did not tell.
        wikis.English.Instead = _ => null;
        host.Clock.PassTo(await NextAttempt());
        await Look();
        Assert.Equal([2, 0, 0], wikis.NewQuestions());
        Assert.Equal("1 2 3 11 12 13", await host.Revisions());
        Assert.Empty(await host.Problems(session));
    }

    [Fact]
    public async Task The_pauses_grow_and_a_coordinator_need_not_wait()
    {
        wikis.English.Instead = _ => new WikiAnswer("Sorry.", 503, "text/html");
        var pauses = new List<TimeSpan>();
        for (var failures = 1; failures <= 9; failures++)
        {
            await Look();
            pauses.Add(await NextAttempt() - host.Clock.Now);
            host.Clock.PassTo(await NextAttempt());
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], pauses.Select(p => (int)p.TotalMinutes));
        await Look();
        wikis.English.Instead = _ => null;
        await host.Update(session, UpdateReason.Coordinator);
        Assert.Contains("1 2 3", await host.Revisions(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wiki_that_asks_for_a_longer_rest_is_given_it()
    {
        wikis.English.Instead = _ => Failures["too many requests"].Answer;

        await Look();

        Assert.Equal(host.Clock.Now.AddHours(2), await NextAttempt());
    }

    private Task Look() => host.Update(session, UpdateReason.Schedule);

    private async Task<DateTimeOffset> NextAttempt() =>
        (await host.Get<FailingWikis>().NextAttempts(["enwiki"], CancellationToken.None))["enwiki"];
}
