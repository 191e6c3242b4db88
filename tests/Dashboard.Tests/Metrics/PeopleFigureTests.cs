using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Tests.Postgres;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>The figures on who is new, returns, stays, is there and coordinates.</summary>
public sealed class PeopleFigureTests(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await cluster.NewDatabase();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Who_is_new_returns_and_stays()
    {
        var carol = new CampaignDashboard.Identity.Contracts.PersonId(new Guid("22222222-0000-0000-0000-000000000003"));
        var facts = AliceInTheWorkshop()
            .Enrolled(Workshop, Bob, carol)
            .Edit(Alice, 1, page: 10, bytes: 1)
            .Edit(Bob, 2, page: 10, bytes: 1)
            .Edit(carol, 3, page: 10, bytes: 1)
            .Add(new RegistrationRead(Workshop, Alice, From.AddDays(-14), Until))
            .Add(new RegistrationRead(Workshop, Bob, From.AddDays(-14).AddSeconds(-1), Until))
            .Add(new RegistrationRead(Workshop, carol, Registered: null, Until))
            .Add(new EarlierEditsLookedFor(Workshop, Bob, From, Found: true, Until))
            .Add(new EarlierEditsLookedFor(Workshop, carol, From, Found: false, Until))
            .Add(new EditorRetained(Workshop, Alice, "enwiki", Until.AddDays(7), Until.AddDays(8)))
            .Add(new EditorRetained(Workshop, Bob, "enwiki", Until.AddDays(7), Until.AddDays(8)));

        var before = await database.Figures(facts);
        var after = await database.Figures(
            facts.Add(new RetentionChecked(Workshop, Until.AddDays(37), Until.AddDays(38)))
        );

        Assert.Equal(
            (1, 1, null, 1),
            (before.NewEditors, before.ReturningEditors, before.RetainedEditors, before.UnknownRegistrations)
        );
        Assert.Equal(1, after.RetainedEditors);
    }

    [Fact]
    public async Task An_edit_too_early_or_too_late_retains_nobody()
    {
        var facts = AliceInTheWorkshop()
            .Add(new RegistrationRead(Workshop, Alice, From, Until))
            .Add(new EditorRetained(Workshop, Alice, "enwiki", Until.AddDays(7).AddSeconds(-1), Until.AddDays(8)))
            .Add(new EditorRetained(Workshop, Alice, "enwiki", Until.AddDays(37), Until.AddDays(38)))
            .Add(new RetentionChecked(Workshop, Until.AddDays(37), Until.AddDays(38)));

        Assert.Equal(0, (await database.Figures(facts)).RetainedEditors);
    }

    [Fact]
    public async Task Retention_of_several_sessions_is_pending_until_it_is_known_of_all()
    {
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Add(new RetentionChecked(Workshop, Until.AddDays(37), Until.AddDays(38)));

        Assert.Null((await database.Figures(facts, Workshop, Editathon)).RetainedEditors);
    }

    [Fact]
    public async Task Who_was_there_and_who_only_walked_in()
    {
        var facts = AliceInTheWorkshop()
            .Enrolled(Workshop, Bob)
            .Add(new AttendanceRecorded(Workshop, Alice, Presence.OnSite, From))
            .Add(new AttendanceRecorded(Workshop, Bob, Presence.Remote, From))
            .Add(new WalkInsCounted(Workshop, 5, Press: null, From))
            .Add(new WalkInsCounted(Workshop, 3, Press: null, From));

        var all = await database.Figures(facts);
        var less = await database.Figures(
            facts.Add(new AttendanceCleared(Workshop, Bob, From)).Removed(Workshop, Alice)
        );

        Assert.Equal((5, 3), (all.Attendees, less.Attendees));
    }

    [Fact]
    public async Task Coordinators_of_the_sessions_themselves_are_organisers_each_once()
    {
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Add(new CoordinatorAppointed(Workshop.Value, Alice, From))
            .Add(new CoordinatorAppointed(Editathon.Value, Alice, From))
            .Add(new CoordinatorAppointed(Editathon.Value, Bob, From))
            .Add(new CoordinatorAppointed(ItsProgram.Value, Bob, From));

        var two = await database.Figures(facts, Workshop, Editathon);
        var one = await database.Figures(
            facts.Add(new CoordinatorDismissed(Editathon.Value, Bob, From)),
            Workshop,
            Editathon
        );

        Assert.Equal((2, 1), (two.Organisers, one.Organisers));
    }
}
