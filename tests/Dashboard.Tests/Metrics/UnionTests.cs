using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Metrics;
using CampaignDashboard.Tests.Postgres;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Several sessions are counted over the distinct union of their facts; batches of any size make the same rows.</summary>
public sealed class UnionTests(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await cluster.NewDatabase();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_person_a_page_and_a_revision_of_two_sessions_count_once()
    {
        var facts = TwoSessions();

        var workshop = await database.Figures(facts, Workshop);
        var editathon = await database.Figures(facts, Editathon);
        var union = await database.Figures(facts, Workshop, Editathon);

        Assert.Equal((1, 2, 2), (workshop.Participants, workshop.Edits, workshop.PagesEdited));
        Assert.Equal((2, 3, 2), (editathon.Participants, editathon.Edits, editathon.PagesEdited));
        Assert.Equal(
            new Figures
            {
                Participants = 2,
                Editors = 2,
                Edits = 4,
                ContentEdits = 4,
                PagesEdited = 3,
                PagesCreated = 1,
                PagesImproved = 2,
                BytesAdded = 131,
                BytesRemoved = -20,
                UnknownRegistrations = 2,
            },
            union
        );
    }

    [Fact]
    public async Task A_page_created_in_one_session_and_improved_in_another_is_created_in_the_union()
    {
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Enrolled(Editathon, Bob)
            .Edit(Alice, 1, page: 10, bytes: 500, creates: true)
            .Edit(Bob, 2, page: 10, bytes: 50, session: Editathon);

        var editathon = await database.Figures(facts, Editathon);
        var union = await database.Figures(facts, Workshop, Editathon);

        Assert.Equal((0, 1), (editathon.PagesCreated, editathon.PagesImproved));
        Assert.Equal((1, 0), (union.PagesCreated, union.PagesImproved));
    }

    [Fact]
    public async Task A_revision_is_content_in_the_union_if_one_of_its_sessions_says_so()
    {
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon, new TrackedWiki("enwiki", [0, 118]))
            .Enrolled(Editathon, Alice)
            .Edit(Alice, 1, page: 10, bytes: 40, inNamespace: 118)
            .Edit(Alice, 1, page: 10, bytes: 40, inNamespace: 118, session: Editathon);

        var union = await database.Figures(facts, Workshop, Editathon);

        Assert.Equal((1, 1, 40), (union.Edits, union.ContentEdits, union.BytesAdded));
    }

    [Fact]
    public async Task People_of_a_period_are_those_of_the_sessions_that_it_meets()
    {
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon, From.AddYears(1), Until.AddYears(1))
            .Enrolled(Editathon, Alice)
            .Enrolled(Editathon, Bob);
        var both = ScopeOf(Workshop, Editathon);

        var (first, _) = await database.Fold([facts.Events], both with { Period = new(null, Until) });
        var (second, _) = await database.Fold([facts.Events], both with { Period = new(Until, null) });
        var (between, _) = await database.Fold([facts.Events], both with { Period = new(Until, From.AddYears(1)) });

        Assert.Equal((1, 2, 0), (first.Participants, second.Participants, between.Participants));
    }

    [Fact]
    public async Task Who_left_one_of_two_sessions_counts_for_the_other()
    {
        var facts = TwoSessions().Removed(Editathon, Alice);

        var union = await database.Figures(facts, Workshop, Editathon);

        Assert.Equal((2, 4), (union.Participants, union.Edits));
        Assert.Equal(
            (1, 2),
            ((await database.Figures(facts, Editathon)) is var e ? (e.Participants, e.Edits) : default)
        );
    }

    [Fact]
    public async Task One_batch_and_one_event_at_a_time_make_the_same_rows()
    {
        var facts = TwoSessions().Removed(Workshop, Alice).Enrolled(Workshop, Alice).Withdrew(Editathon, Bob);
        IReadOnlyList<StoredEvent>[] oneByOne = [.. facts.Events.Select(e => new[] { e })];

        var whole = await database.Fold([facts.Events], Workshop, Editathon);
        var pieces = await database.Fold(oneByOne, Workshop, Editathon);

        Assert.Equal(whole, pieces);
        Assert.Contains("enwiki,4,", whole.Rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_no_interest_touches_nothing()
    {
        var facts = AliceInTheWorkshop();
        StoredEvent[] other =
        [
            new(99, Guid.NewGuid(), Guid.NewGuid(), 1, "something_else", new object(), From, Actor: null),
        ];

        var before = await database.Fold([facts.Events], Workshop);
        var after = await database.Fold([facts.Events, other, []], Workshop);

        Assert.Equal(before, after);
    }

    /// <summary>Revision 2 lies in both sessions, page 10 is edited in both, Alice takes part in both.</summary>
    private static Facts TwoSessions() =>
        AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Enrolled(Editathon, Alice, Bob)
            .Edit(Alice, 1, page: 10, bytes: 100, creates: true)
            .Edit(Alice, 2, page: 11, bytes: 30)
            .Edit(Alice, 2, page: 11, bytes: 30, session: Editathon)
            .Edit(Bob, 3, page: 12, bytes: 1, session: Editathon)
            .Edit(Bob, 4, page: 12, bytes: -20, session: Editathon);
}
