using System.Net;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Waiting, asking again, asking conditionally, and asking as of an earlier time.</summary>
public sealed class AskingTwiceTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Planned Planned => given.Planned;

    [Fact]
    public async Task A_key_used_twice_makes_one_session()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await Planned.Schedule(new { title = "Once" }, key);
        var second = await Planned.Schedule(new { title = "Once" }, key);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal(first.Id, second.Id);
        var program = (await Planned.Coordinator.Get($"/api/v1/programs/{Planned.Program}")).Done;
        var titles = program
            .Json.GetProperty("sessions")
            .EnumerateArray()
            .Select(x => x.GetProperty("title").GetString());
        Assert.Single(titles, "Once");
    }

    [Fact]
    public async Task A_key_used_twice_asks_for_one_data_update_also_after_its_end()
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice");
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var path = $"/api/v1/sessions/{session}/data-updates";
        var first = await Planned.Coordinator.Post(path, null, key);
        await Planned.Completed(given.Host, $"/api/v1/data-updates/{first.Id}");

        var second = await Planned.Coordinator.Post(path, null, key);

        Assert.Equal((HttpStatusCode.Accepted, first.Id), (second.Status, second.Id));
        Assert.Single((await Planned.Coordinator.Get(path)).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_long_poll_answers_when_the_update_has_ended_and_not_before()
    {
        var session = await Planned.SessionWith(["enwiki"], "Slow Carol");
        var update = await Planned.RequestUpdate(session);
        var running = await Planned.Coordinator.Get(update, ("Prefer", "wait=1"));

        var waiting = Planned.Completed(given.Host, update);
        Assert.False(waiting.IsCompleted);
        given.Good.Release();

        Assert.Equal("running", running.Json.GetProperty("state").GetString());
        Assert.Equal(EditathonWiki.EditsEach, (await waiting).GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Statistics_that_the_caller_has_are_not_sent_again_until_they_change()
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice");
        var path = $"/api/v1/sessions/{session}/statistics";
        await Planned.Update(session);
        var tag = ("If-None-Match", (await Planned.Coordinator.Get(path)).Response.Headers.ETag!.Tag);

        var same = await Planned.Coordinator.Get(path, tag);
        using (var bob = await Api.SignedIn(given.Host, "Bob"))
        {
            await bob.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "remote" });
        }

        await Planned.Update(session);
        var changed = await Planned.Coordinator.Get(path, tag);

        Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Text));
        Assert.Equal(2, changed.Done.Json.GetProperty("figures").GetProperty("editors").GetInt32());
    }

    [Fact]
    public async Task Statistics_as_of_a_position_stay_the_same_bytes_whatever_happens_later()
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice", "Bob");
        var path = $"/api/v1/sessions/{session}/statistics";
        var position = (await Planned.Update(session)).GetProperty("position").GetInt64();
        var then = (await Planned.Coordinator.Get(path)).Done.Text;
        var roster = (await Planned.Coordinator.Get($"/api/v1/sessions/{session}/participants")).Done;
        var alice = roster.Text.Split("\"person\":\"")[1].Split('"')[0];

        (await Planned.Coordinator.Delete($"/api/v1/sessions/{session}/participants/{alice}")).Done.ToString();
        await Planned.Update(session);

        Assert.Equal(1, (await Planned.Figures(given.Host, session)).GetProperty("participants").GetInt32());
        foreach (var suffix in (string[])["", ".json"])
        {
            Assert.Equal(then, (await Planned.Coordinator.Get($"{path}{suffix}?asOf={position}")).Done.Text);
        }
    }

    [Theory]
    [InlineData("1", HttpStatusCode.NotFound, "not-planned-yet")]
    [InlineData("2001-01-01", HttpStatusCode.NotFound, "not-planned-yet")]
    [InlineData("999999999", HttpStatusCode.UnprocessableEntity, "as-of-not-reached")]
    [InlineData("99999999999999999999", HttpStatusCode.UnprocessableEntity, "as-of-unreadable")]
    [InlineData("yesterday", HttpStatusCode.UnprocessableEntity, "as-of-unreadable")]
    [InlineData("12:00", HttpStatusCode.UnprocessableEntity, "as-of-unreadable")]
    public async Task An_as_of_that_cannot_be_is_refused_with_a_reason(string asOf, HttpStatusCode status, string code)
    {
        var session = await Planned.SessionWith(["enwiki"]);

        var answer = await Planned.Coordinator.Get(
            $"/api/v1/sessions/{session}/statistics?asOf={Uri.EscapeDataString(asOf)}"
        );

        Assert.Equal((status, code), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task A_session_that_does_not_exist_has_no_statistics_and_no_updates()
    {
        var session = $"/api/v1/sessions/{Guid.NewGuid()}";

        foreach (var path in (string[])["statistics", "statistics.csv", "data-updates"])
        {
            Assert.Equal("no-such-session", (await Planned.Coordinator.Get($"{session}/{path}")).Problem);
        }

        Assert.Equal("no-such-session", (await Planned.Coordinator.Post($"{session}/data-updates")).Problem);
    }

    [Fact]
    public async Task Only_a_coordinator_asks_for_an_update()
    {
        var session = await Planned.SessionWith(["enwiki"]);
        using var alice = await Api.SignedIn(given.Host, "Alice");

        var answer = await alice.Post($"/api/v1/sessions/{session}/data-updates");

        Assert.Equal((HttpStatusCode.Forbidden, "not-a-coordinator"), (answer.Status, answer.Problem));
    }
}
