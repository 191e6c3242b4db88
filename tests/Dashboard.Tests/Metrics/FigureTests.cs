using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Metrics;
using CampaignDashboard.Tests.Postgres;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

public sealed class FigureTests(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await cluster.NewDatabase();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Edits_count_in_every_namespace_and_bytes_in_content_only()
    {
        var facts = AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 123)
            .Edit(Alice, 2, page: 11, bytes: 200, inNamespace: 1)
            .Edit(Alice, 3, page: 12, bytes: -65, inNamespace: 2)
            .Edit(Alice, 4, page: 13, bytes: 225, inNamespace: 118);

        var figures = await database.Figures(facts);

        Assert.Equal(
            new Figures
            {
                Participants = 1,
                Editors = 1,
                Edits = 4,
                ContentEdits = 1,
                PagesEdited = 1,
                PagesImproved = 1,
                BytesAdded = 123,
                ViewsPerDayOfImprovedPages = null,
                ViewsOfCreatedPages = 0,
                UnknownRegistrations = 1,
            },
            figures
        );
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(1356, 262)]
    [InlineData(30012, 5799)]
    public void Words_are_bytes_by_the_convention_of_the_field(long bytes, long words) =>
        Assert.Equal(words, Figures.Words(bytes));

    [Fact]
    public async Task Bytes_of_one_page_by_two_people_add_up_by_their_signs()
    {
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Enrolled(Editathon, Bob)
            .Edit(Alice, 1, page: 10, bytes: 10)
            .Edit(Alice, 3, page: 10, bytes: -100)
            .Edit(Bob, 2, page: 10, bytes: 130, session: Editathon)
            .Edit(Bob, 4, page: 10, bytes: -4, session: Editathon);

        var a = await database.Figures(facts, Workshop);
        var b = await database.Figures(facts, Editathon);

        Assert.Equal((-90, 110, 10, -100), (a.BytesNet, a.BytesAbsolute, a.BytesAdded, a.BytesRemoved));
        Assert.Equal((126, 134, 130, -4), (b.BytesNet, b.BytesAbsolute, b.BytesAdded, b.BytesRemoved));
    }

    [Fact]
    public async Task The_window_includes_its_start_and_excludes_its_end()
    {
        var window = LocalWindow.Between("2018-06-09T00:00", "2018-06-11", "America/New_York")!.Value;
        var facts = new Facts()
            .Scheduled(Workshop, window.Start, window.End)
            .Enrolled(Workshop, Alice)
            .Edit(Alice, 1, page: 1, bytes: 1, at: DateTimeOffset.Parse("2018-06-09T03:59:59Z", null))
            .Edit(Alice, 2, page: 2, bytes: 10, at: DateTimeOffset.Parse("2018-06-09T04:00:00Z", null))
            .Edit(Alice, 3, page: 3, bytes: 100, at: DateTimeOffset.Parse("2018-06-12T03:59:59Z", null))
            .Edit(Alice, 4, page: 4, bytes: 1000, at: DateTimeOffset.Parse("2018-06-12T04:00:00Z", null));

        var figures = await database.Figures(facts);

        Assert.Equal((2, 110), (figures.Edits, figures.BytesAdded));
    }

    [Fact]
    public async Task An_edit_on_a_wiki_that_the_session_does_not_follow_counts_for_nothing()
    {
        var facts = AliceInTheWorkshop().Edit(Alice, 1, page: 10, bytes: 123, wiki: "nlwiki");

        var figures = await database.Figures(facts);

        Assert.Equal((1, 0, 0), (figures.Participants, figures.Editors, figures.Edits));
    }

    [Fact]
    public async Task What_is_content_is_each_wikis_own()
    {
        var facts = new Facts()
            .Scheduled(Workshop, new TrackedWiki("enwiki", [0]), new TrackedWiki("commonswiki", [6]))
            .Enrolled(Workshop, Alice)
            .Edit(Alice, 1, page: 10, bytes: 1, inNamespace: 6)
            .Edit(Alice, 1, page: 10, bytes: 10, inNamespace: 6, wiki: "commonswiki")
            .Edit(Alice, 2, page: 11, bytes: 100, inNamespace: 0, wiki: "commonswiki");

        var figures = await database.Figures(facts);

        Assert.Equal((3, 1, 10), (figures.Edits, figures.ContentEdits, figures.BytesAdded));
    }

    [Fact]
    public async Task A_redirect_that_was_made_is_edited_and_not_created()
    {
        var facts = AliceInTheWorkshop().Edit(Alice, 1, page: 10, bytes: 20, creates: true, redirect: true);

        var figures = await database.Figures(facts);

        Assert.Equal((1, 0, 1), (figures.PagesEdited, figures.PagesCreated, figures.PagesImproved));
    }

    [Fact]
    public async Task A_page_created_by_one_and_improved_by_another_is_created_and_not_improved()
    {
        var facts = AliceInTheWorkshop()
            .Enrolled(Workshop, Bob)
            .Edit(Alice, 1, page: 10, bytes: 500, creates: true)
            .Edit(Bob, 2, page: 10, bytes: 50);

        var figures = await database.Figures(facts);

        Assert.Equal((1, 1, 0), (figures.PagesEdited, figures.PagesCreated, figures.PagesImproved));
        Assert.Equal((2, 2), (figures.Editors, figures.ContentEdits));
    }

    [Fact]
    public async Task Equal_page_numbers_on_two_wikis_are_two_pages()
    {
        var facts = new Facts()
            .Scheduled(Workshop, new TrackedWiki("enwiki", [0]), new TrackedWiki("nlwiki", [0]))
            .Enrolled(Workshop, Alice)
            .Edit(Alice, 1, page: 10, bytes: 5, creates: true)
            .Edit(Alice, 1, page: 10, bytes: 7, wiki: "nlwiki");

        var figures = await database.Figures(facts);

        Assert.Equal((2, 2, 1, 1), (figures.Edits, figures.PagesEdited, figures.PagesCreated, figures.PagesImproved));
    }

    [Fact]
    public async Task Who_was_removed_or_withdrew_counts_no_more_and_again_when_enrolled_again()
    {
        var facts = AliceInTheWorkshop()
            .Enrolled(Workshop, Bob)
            .Edit(Alice, 1, page: 10, bytes: 5)
            .Edit(Bob, 2, page: 11, bytes: 70);
        var both = await database.Figures(facts);

        var neither = await database.Figures(facts.Withdrew(Workshop, Alice).Removed(Workshop, Bob));
        var again = await database.Figures(facts.Enrolled(Workshop, Bob));

        Assert.Equal((2, 2, 75), (both.Participants, both.Edits, both.BytesAdded));
        Assert.Equal((0, 0, 0, 0), (neither.Participants, neither.Editors, neither.Edits, neither.PagesEdited));
        Assert.Equal((1, 1, 70), (again.Participants, again.Edits, again.BytesAdded));
    }

    [Fact]
    public async Task A_session_without_anybody_has_zeros()
    {
        var figures = await database.Figures(new Facts().Scheduled(Workshop));

        Assert.Equal(new Figures { ViewsOfCreatedPages = 0, ViewsPerDayOfImprovedPages = 0 }, figures);
        Assert.All(figures.All(), f => Assert.True(f.Value is 0 || Figures.IsPending(f.Key), f.Key));
    }

    [Fact]
    public async Task A_window_and_wikis_that_changed_count_as_they_are_now()
    {
        var facts = Changed();

        var figures = await database.Figures(facts);

        // The edit before the new window and the one on the wiki left behind count no more.
        Assert.Equal((1, 7), (figures.Edits, figures.BytesAdded));
    }

    [Fact]
    public async Task In_one_batch_or_one_by_one_the_rows_are_the_same()
    {
        var facts = Changed();

        var once = await database.Fold([facts.Events], Workshop);
        var oneByOne = await database.Fold(facts.Events.Select(e => (IReadOnlyList<StoredEvent>)[e]), Workshop);

        Assert.Equal(once, oneByOne);
    }

    private static Facts Changed() =>
        AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 5, at: From.AddHours(1))
            .Edit(Alice, 2, page: 11, bytes: 6, at: From.AddHours(5))
            .Follows(Workshop, new TrackedWiki("nlwiki", [0]), new TrackedWiki("frwiki", [0, 100]))
            .Edit(Alice, 3, page: 10, bytes: 7, wiki: "nlwiki", at: From.AddHours(5))
            .Edit(Alice, 4, page: 10, bytes: 8, wiki: "nlwiki", at: From.AddHours(1))
            .Rescheduled(Workshop, From.AddHours(2), Until)
            .Rescheduled(Workshop, From.AddHours(3), Until);
}
