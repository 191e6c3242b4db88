using System.Net;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>What nobody took part in is deleted; what happens at the same moment loses nothing.</summary>
public sealed class DeletionTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Planned Planned => given.Planned;

    private Api Coordinator => Planned.Coordinator;

    [Fact]
    public async Task What_nobody_took_part_in_is_deleted_and_its_address_says_so_for_ever()
    {
        var slug = $"gone-{Guid.NewGuid():N}";
        var session = (await Planned.Schedule(new { slug })).Id;

        (await Coordinator.Delete($"/api/v1/sessions/{session}")).Done.ToString();
        (await Coordinator.Delete($"/api/v1/sessions/{session}")).Done.ToString();

        var gone = await Coordinator.Get($"/api/v1/sessions/{session}");
        Assert.Equal((HttpStatusCode.Gone, "deleted"), (gone.Status, gone.Problem));
        foreach (var page in (string[])[$"/sessions/{slug}", $"/sessions/{slug}/edit", $"/sessions/{slug}/history"])
        {
            var answer = await Coordinator.Get(page, ("Accept", "text/html"));
            Assert.Equal(HttpStatusCode.Gone, answer.Status);
            Assert.Contains("has been deleted", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal("slug-taken", (await Planned.Schedule(new { slug })).Problem);
        Assert.False(await IsThere("/api/v1/sessions?state=all&limit=100", session));
        using var alice = await Api.SignedIn(given.Host, "Alice");
        var late = await alice.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" });
        Assert.Equal("no-such-session", late.Problem);
        Assert.Equal("deleted", (await Coordinator.Put($"/api/v1/sessions/{session}", new { title = "Back" })).Problem);
        await Feed("session_deleted", session);
    }

    [Fact]
    public async Task What_was_used_or_is_not_empty_is_not_deleted()
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice");
        using var alice = await Api.SignedIn(given.Host, "Alice");
        (await alice.Delete($"/api/v1/sessions/{session}/enrolment")).Done.ToString();

        Assert.Equal("has-participants", (await Coordinator.Delete($"/api/v1/sessions/{session}")).Problem);
        Assert.Equal("not-empty", (await Coordinator.Delete($"/api/v1/programs/{Planned.Program}")).Problem);
        Assert.Equal("not-empty", (await Coordinator.Delete($"/api/v1/campaigns/{await Campaign()}")).Problem);
        var empty = (await Coordinator.Post($"/api/v1/campaigns/{await Campaign()}/programs", Titled("Empty"))).Id;
        (await Coordinator.Delete($"/api/v1/programs/{empty}")).Done.ToString();
        Assert.Equal(HttpStatusCode.Gone, (await Coordinator.Get($"/api/v1/programs/{empty}")).Status);
    }

    [Fact]
    public async Task Who_enrols_while_a_session_is_deleted_is_refused_or_keeps_the_session()
    {
        var session = (await Planned.Schedule()).Id;
        using var alice = await Api.SignedIn(given.Host, "Alice");

        var answers = await AtTheSameMoment(
            () => Coordinator.Delete($"/api/v1/sessions/{session}"),
            () => alice.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" })
        );

        var (deleted, enrolled) = ((int)answers[0].Status < 300, (int)answers[1].Status < 300);
        Assert.True(deleted != enrolled, $"{answers[0]} {answers[1]}");
        Assert.Equal(
            deleted ? HttpStatusCode.Gone : HttpStatusCode.OK,
            (await Coordinator.Get($"/api/v1/sessions/{session}")).Status
        );
        Assert.Equal(deleted ? "deleted" : "has-participants", answers.Single(a => (int)a.Status >= 300).Problem);
    }

    [Fact]
    public async Task Who_schedules_into_a_program_that_is_deleted_is_refused_or_keeps_the_program()
    {
        var program = (
            await Coordinator.Post($"/api/v1/campaigns/{await Campaign()}/programs", Titled("Contested"))
        ).Id;

        var answers = await AtTheSameMoment(
            () => Coordinator.Delete($"/api/v1/programs/{program}"),
            () => new Planned(given.Host, Coordinator, program).Schedule()
        );

        var (deleted, scheduled) = ((int)answers[0].Status < 300, (int)answers[1].Status < 300);
        Assert.True(deleted != scheduled, $"{answers[0]} {answers[1]}");
        Assert.Equal("changed-meanwhile", answers.Single(a => (int)a.Status >= 300).Problem);
    }

    private static object Titled(string title) => new { title = $"{title} {Guid.NewGuid()}" };

    private async Task<Guid> Campaign() =>
        (await Coordinator.Get($"/api/v1/programs/{Planned.Program}")).Done.Json.GetProperty("campaign").GetGuid();

    private async Task<bool> IsThere(string list, Guid id)
    {
        using var anybody = new Api(given.Host.Address);
        return (await anybody.Get(list)).Done.Text.Contains($"{id}", StringComparison.Ordinal);
    }

    private Task<bool> Feed(string type, Guid id) =>
        Eventually.Get(
            type,
            async () =>
                (await Coordinator.Get("/api/v1/events?limit=1000"))
                    .Done.Text.Split("\"specversion\"")
                    .Any(e =>
                        e.Contains(type, StringComparison.Ordinal) && e.Contains($"{id}", StringComparison.Ordinal)
                    ),
            there => there
        );

    /// <summary>Both decide before one of them can append.</summary>
    private async Task<Answer[]> AtTheSameMoment(params Func<Task<Answer>>[] requests)
    {
        await using var connection = await given.Database.Source.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using var hold = connection.CreateCommand();
        hold.CommandText = "lock table events.mt_streams in share row exclusive mode";
        await hold.ExecuteNonQueryAsync();
        Task<Answer>[] waiting = [.. requests.Select(request => request())];
        await Eventually.Get(
            "appends that wait",
            () =>
                given.Database.Scalar<long>(
                    $"select count(*) from pg_stat_activity where datname = '{given.Database.Name}' and wait_event_type = 'Lock'"
                ),
            count => count == requests.Length
        );
        await holding.CommitAsync();
        return await Task.WhenAll(waiting);
    }
}
