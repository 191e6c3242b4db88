namespace CampaignDashboard.Tests.Journeys;

/// <summary>What becomes of campaigns, programs and sessions after they were planned: moved, archived, reopened, deleted.</summary>
public sealed class LifecycleTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Planned Planned => given.Planned;

    private Api Coordinator => Planned.Coordinator;

    [Fact]
    public async Task A_session_moves_with_its_people_figures_rights_and_page()
    {
        var session = await Planned.SessionWith(["enwiki"], "Alice");
        await Planned.Update(session);
        var before = await Planned.Figures(given.Host, session);
        var position = await Position(session);
        var program = (
            await Coordinator.Post($"/api/v1/campaigns/{await Campaign()}/programs", Titled("Elsewhere"))
        ).Id;
        using var bob = await Api.SignedIn(given.Host, "Bob");
        (await Coordinator.Post($"/api/v1/programs/{program}/coordinators", new { userName = "Bob" })).Done.ToString();
        Assert.Equal("not-a-coordinator", (await bob.Put($"/api/v1/sessions/{session}/cancellation", new { })).Problem);

        (await Coordinator.Put($"/api/v1/sessions/{session}/belongs-to", new { to = program })).Done.ToString();
        (await Coordinator.Put($"/api/v1/sessions/{session}/belongs-to", new { to = program })).Done.ToString();

        var told = (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json;
        Assert.Equal(program, told.GetProperty("program").GetGuid());
        Assert.Contains(
            $"{session}",
            (await Coordinator.Get($"/api/v1/programs/{program}")).Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            $"{session}",
            (await Coordinator.Get($"/api/v1/programs/{Planned.Program}")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Elsewhere",
            (await Coordinator.Get(told.GetProperty("page").GetString()!)).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(before.GetRawText(), (await Planned.Figures(given.Host, session)).GetRawText());
        var then = await Coordinator.Get($"/api/v1/sessions/{session}/statistics?asOf={position}");
        Assert.Equal(before.GetRawText(), then.Done.Json.GetProperty("figures").GetRawText());
        (await bob.Put($"/api/v1/sessions/{session}/cancellation", new { })).Done.ToString();
        (await bob.Post($"/api/v1/sessions/{session}/registration/close")).Done.ToString();
        Assert.Equal(
            ["registration_closed", "session_cancelled", "plan_moved"],
            (await History($"sessions/{session}")).Take(3)
        );
        await Feed("session_moved", session);
    }

    [Fact]
    public async Task Who_coordinates_at_one_end_only_moves_nothing()
    {
        var session = (await Planned.Schedule()).Id;
        var program = (await Coordinator.Post($"/api/v1/campaigns/{await Campaign()}/programs", Titled("Bobs"))).Id;
        using var bob = await Api.SignedIn(given.Host, "Bob");
        foreach (var node in (string[])[$"programs/{program}", $"sessions/{session}"])
        {
            (await Coordinator.Post($"/api/v1/{node}/coordinators", new { userName = "Bob" })).Done.ToString();
        }

        // Bob coordinates the session and where it shall go, but not the program that would lose it.
        Assert.Equal(
            "not-a-coordinator",
            (await bob.Put($"/api/v1/sessions/{session}/belongs-to", new { to = program })).Problem
        );
    }

    [Fact]
    public async Task What_is_archived_leaves_the_current_lists_and_changes_no_more_until_it_is_reopened()
    {
        var campaign = (await Coordinator.Post($"/api/v1/organisers/{await Organiser()}/campaigns", Titled("Old"))).Id;
        var program = (await Coordinator.Post($"/api/v1/campaigns/{campaign}/programs", Titled("Old"))).Id;
        var session = (await new Planned(given.Host, Coordinator, program).Schedule(Coming)).Id;
        using var alice = await Api.SignedIn(given.Host, "Alice");
        (await alice.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" })).Done.ToString();

        (await Coordinator.Put($"/api/v1/campaigns/{campaign}/archive", new { })).Done.ToString();

        Assert.False(await IsThere("/api/v1/campaigns", campaign));
        Assert.True(await IsThere("/api/v1/campaigns?archived=true", campaign));
        Assert.False(await IsThere("/api/v1/sessions?state=upcoming&limit=100", session));
        Assert.True(await IsThere("/api/v1/sessions?state=all&limit=100", session));
        Answer[] refused =
        [
            await Coordinator.Put($"/api/v1/sessions/{session}", new { title = "Other" }),
            await Coordinator.Post($"/api/v1/programs/{program}/sessions", Plan),
            await Coordinator.Post($"/api/v1/sessions/{session}/participants", new { userNames = Names }),
            await Coordinator.Post($"/api/v1/sessions/{session}/data-updates"),
            await Coordinator.Delete($"/api/v1/sessions/{session}/archive"),
            await Coordinator.Delete($"/api/v1/programs/{program}"),
            await alice.Delete($"/api/v1/sessions/{session}/enrolment"),
        ];
        Assert.All(refused, answer => Assert.Equal("archived", answer.Problem));
        (await Coordinator.Get($"/api/v1/sessions/{session}/statistics")).Done.ToString();

        (await Coordinator.Delete($"/api/v1/campaigns/{campaign}/archive")).Done.ToString();

        Assert.True(await IsThere("/api/v1/campaigns", campaign));
        Assert.True(await IsThere("/api/v1/sessions?state=upcoming&limit=100", session));
        (await alice.Delete($"/api/v1/sessions/{session}/enrolment")).Done.ToString();
        Assert.Equal(["plan_reopened", "plan_archived"], (await History($"campaigns/{campaign}")).Take(2));
        await Feed("campaign_archived", campaign);
    }

    [Fact]
    public async Task A_program_is_copied_with_its_sessions_to_another_year()
    {
        var campaign = await Campaign();
        var program = (await Coordinator.Post($"/api/v1/campaigns/{campaign}/programs", Titled("Year"))).Id;
        var planned = new Planned(given.Host, Coordinator, program);
        var told = new
        {
            title = "Year",
            start = "2026-03-01",
            end = "2026-03-31",
        };
        (await Coordinator.Put($"/api/v1/programs/{program}", told)).Done.ToString();
        (await planned.Schedule(new { start = "2026-03-08T19:00", end = "2026-03-08T21:00" })).Done.ToString();
        (await planned.Schedule(new { start = "2026-03-29T19:00", end = "2026-03-29T21:00" })).Done.ToString();
        var called = (await planned.Schedule(new { start = "2026-03-30", end = "2026-03-30" })).Id;
        (await Coordinator.Put($"/api/v1/sessions/{called}/cancellation", new { })).Done.ToString();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var asked = new { to = campaign, first = "2027-02-28" };

        var copy = (await Coordinator.Post($"/api/v1/programs/{program}/copies", asked, key)).Id;
        var again = (await Coordinator.Post($"/api/v1/programs/{program}/copies", asked, key)).Id;

        Assert.Equal(copy, again);
        var seen = (await Coordinator.Get($"/api/v1/programs/{copy}")).Done.Json;
        var details = seen.GetProperty("details");
        Assert.Equal(
            ("2027-02-28", "2027-03-30"),
            (details.GetProperty("start").GetString(), details.GetProperty("end").GetString())
        );
        Assert.Equal(
            ["2027-03-07T18:00", "2027-03-28T17:00"],
            seen.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("start").GetString()![..16])
        );
    }

    [Fact]
    public async Task An_administrator_hands_an_abandoned_campaign_over_to_another_organiser()
    {
        var organiser = await Coordinator.Post(
            "/api/v1/organisers",
            new { name = $"Heir {Guid.NewGuid()}", coordinator = "Carol" }
        );
        var campaign = (await Coordinator.Post($"/api/v1/organisers/{await Organiser()}/campaigns", Titled("Left"))).Id;
        using var carol = await Api.SignedIn(given.Host, "Carol");
        var path = $"/api/v1/campaigns/{campaign}/belongs-to";
        Assert.Equal("not-a-coordinator", (await carol.Put(path, new { to = organiser.Id })).Problem);

        (await Coordinator.Put(path, new { to = organiser.Id })).Done.ToString();

        (await carol.Post($"/api/v1/campaigns/{campaign}/programs", Titled("Carols"))).Done.ToString();
        Assert.True(await IsThere($"/api/v1/organisers/{organiser.Id}", campaign));
        Assert.False(await IsThere($"/api/v1/organisers/{await Organiser()}", campaign));
    }

    private static readonly string[] Names = ["Alice"];
    private static readonly string[] Wikis = ["enwiki"];
    private static readonly object Coming = new { start = "2090-03-08", end = "2090-03-09" };

    private static object Plan =>
        new
        {
            title = "Late",
            timeZone = "UTC",
            start = "2026-03-08",
            end = "2026-03-08",
            wikis = Wikis,
        };

    private static object Titled(string title) => new { title = $"{title} {Guid.NewGuid()}" };

    private async Task<Guid> Campaign() =>
        (await Coordinator.Get($"/api/v1/programs/{Planned.Program}")).Done.Json.GetProperty("campaign").GetGuid();

    private async Task<Guid> Organiser() =>
        (await Coordinator.Get($"/api/v1/campaigns/{await Campaign()}")).Done.Json.GetProperty("organiser").GetGuid();

    private async Task<bool> IsThere(string list, Guid id)
    {
        using var anybody = new Api(given.Host.Address);
        return (await anybody.Get(list)).Done.Text.Contains($"{id}", StringComparison.Ordinal);
    }

    private async Task<long> Position(Guid session) =>
        (await Coordinator.Get($"/api/v1/sessions/{session}/statistics"))
            .Done.Json.GetProperty("asOf")
            .GetProperty("position")
            .GetInt64();

    private async Task<IEnumerable<string>> History(string node) =>
        (await Coordinator.Get($"/api/v1/{node}/history"))
            .Done.Json.EnumerateArray()
            .Select(change => change.GetProperty("what").GetString()!);

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
}
