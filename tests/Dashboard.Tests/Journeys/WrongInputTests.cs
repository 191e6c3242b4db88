using System.Net;
using System.Text.Json;
using CampaignDashboard.Tests.MediaWiki;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>What is wrong is told where the coordinator looks, and the other participants' figures are right still.</summary>
public sealed class WrongInputTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Planned Planned => given.Planned;

    [Fact]
    public async Task A_wiki_that_does_not_exist_is_told_by_its_name()
    {
        var answer = await Planned.Schedule(new { wikis = new[] { "enwiki", "xx.wikipedia" } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no-such-wiki"), (answer.Status, answer.Problem));
        Assert.Contains("“xx.wikipedia”", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-14", "2026-03-08", null)]
    [InlineData("2026-03-08T18:00", "2026-03-08T18:00", null)]
    [InlineData("2026-03-08", "2026-03-14", "2026-03-01")]
    public async Task An_end_before_the_start_is_refused(string start, string end, string? trackedUntil)
    {
        var answer = await Planned.Schedule(
            new
            {
                start,
                end,
                trackedUntil,
            }
        );

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ends-before-it-starts"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task An_unknown_time_zone_is_told_at_its_field()
    {
        var answer = await Planned.Schedule(new { timeZone = "Europe/Atlantis" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var reasons = answer.Json.GetProperty("errors").GetProperty("timeZone");
        Assert.Contains("time zone", reasons[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_name_among_fifty_good_ones_gets_its_own_verdict()
    {
        var session = await Planned.SessionWith(["enwiki"]);
        string[] userNames = [.. Enumerable.Range(1, 50).Select(n => $"Student {n}"), "Talk:Alice", "a#b"];

        var answer = (
            await Planned.Coordinator.Post($"/api/v1/sessions/{session}/participants", new { userNames })
        ).Done;

        Assert.Equal(50, answer.Json.GetProperty("enrolled").GetInt32());
        var verdicts = answer.Json.GetProperty("names").EnumerateArray().ToArray();
        Assert.All(verdicts[..50], v => Assert.Equal("enrolled", v.GetProperty("result").GetString()));
        Assert.All(verdicts[50..], v => Assert.Equal("invalid", v.GetProperty("result").GetString()));
        Assert.All(verdicts[50..], v => Assert.NotEmpty(v.GetProperty("reason").GetString()!));
    }

    [Theory]
    [InlineData("Talk:Alice")]
    [InlineData("A#b")]
    public async Task A_participant_whose_name_the_wiki_rejects_costs_the_others_nothing(string name)
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice", name, "Bob");

        var seenByAnybody = await Planned.Update(session);

        var seen = await Planned.Coordinator.Get($"/api/v1/sessions/{session}/data-updates");
        var problem = Assert.Single(seen.Done.Json[0].GetProperty("problems").EnumerateArray());
        Assert.Equal("bad-user-name", problem.GetProperty("code").GetString());
        Assert.Contains($"“{name}”", problem.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("bad-user-name", seenByAnybody.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(name, seenByAnybody.GetRawText(), StringComparison.Ordinal);
        await AssertEdits(session, 2 * EditathonWiki.EditsEach);
    }

    [Fact]
    public async Task A_wiki_that_is_down_is_told_and_the_others_are_read()
    {
        var session = await Planned.SessionWith(["downwiki", "enwiki"], "Alice");
        await given.Down.DisposeAsync();

        var update = await Planned.Update(session);

        AssertProblem(update, "downwiki", "unreachable");
        await AssertEdits(session, EditathonWiki.EditsEach);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Error</title><h1>Our servers are down</h1>", 200, "not-json")]
    [InlineData("""{"batchcomplete":true,"query":{"usercontribs":[{"userid":4,""", 200, "not-json")]
    [InlineData("""{"batchcomplete":true,"query":{"usercontribs":[{"user":"Alice"}]}}""", 200, "unexpected-answer")]
    [InlineData("<html>Maintenance</html>", 503, "http-503")]
    public async Task A_wiki_that_answers_with_something_else_is_told_and_the_others_are_read(
        string body,
        int status,
        string code
    )
    {
        var session = await Planned.SessionWith(["oddwiki", "enwiki"], "Alice");
        given.Odd.Instead = new(body, status, "text/html");

        var update = await Planned.Update(session);

        AssertProblem(update, "oddwiki", code);
        await AssertEdits(session, EditathonWiki.EditsEach);

        // Mended, it is read with the next update, and its problem is gone.
        given.Odd.Instead = null;
        var mended = await Planned.Update(session);
        Assert.Empty(mended.GetProperty("problems").EnumerateArray());
        await AssertEdits(session, 2 * EditathonWiki.EditsEach);
    }

    [Fact]
    public async Task A_read_only_wiki_is_read_with_one_warning()
    {
        var session = await Planned.SessionWith(["oddwiki"], "Alice");
        given.Odd.General = Recorded.SiteReadOnly;

        var update = await Planned.Update(session);

        AssertProblem(update, "oddwiki", "read-only");
        await AssertEdits(session, EditathonWiki.EditsEach);
        given.Odd.General = Recorded.SiteGeneral;
    }

    private static void AssertProblem(JsonElement update, string wiki, string code)
    {
        var problem = Assert.Single(update.GetProperty("problems").EnumerateArray());
        Assert.Equal(wiki, problem.GetProperty("wiki").GetString());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("reason").GetString()!);
    }

    private async Task AssertEdits(Guid session, int edits) =>
        Assert.Equal(edits, (await Planned.Figures(given.Host, session)).GetProperty("edits").GetInt32());
}
