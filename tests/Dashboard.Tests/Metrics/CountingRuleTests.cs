using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Tests.Postgres;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Which edits count by a session's rule: on all pages or on its list, from the window's start or the enrolment.</summary>
public sealed class CountingRuleTests(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await cluster.NewDatabase();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task By_the_list_only_its_articles_count_by_their_numbers_or_titles()
    {
        var facts = ByTheList()
            .Offered(Workshop, "Mary Anning", page: 10)
            .Offered(Workshop, "Etta Semple", page: null)
            .Edit(Alice, 1, page: 10, bytes: 1, title: "Mary Anning (palaeontologist)")
            .Edit(Alice, 2, page: 20, bytes: 10, title: "Etta Semple", creates: true)
            .Edit(Alice, 3, page: 20, bytes: 100, title: "Etta Donaldson Semple")
            .Edit(Alice, 4, page: 30, bytes: 1000, title: "Mary Anning")
            .Edit(Alice, 5, page: 40, bytes: 10000, title: "Something else");

        var figures = await database.Figures(facts);

        // Moved pages stay what they are: the one offered by its number, the red link by the page that it became.
        Assert.Equal((3, 111, 2, 1), (figures.Edits, figures.BytesAdded, figures.PagesEdited, figures.PagesCreated));
    }

    [Fact]
    public async Task An_article_that_moved_counts_under_its_old_title_and_its_new_one()
    {
        var facts = ByTheList()
            .Offered(Workshop, "Mary Anning", page: 10)
            .Edit(Alice, 1, page: 10, bytes: 1, title: "Mary Anning")
            .Moved(Workshop, "Mary Anning", to: "Mary Anning (palaeontologist)")
            .Edit(Alice, 2, page: 10, bytes: 10, title: "Mary Anning (palaeontologist)")
            .Edit(Alice, 3, page: 30, bytes: 100, title: "Mary Anning");

        Assert.Equal(11, (await database.Figures(facts)).BytesAdded);
    }

    [Fact]
    public async Task A_red_link_that_became_a_page_counts_by_its_number_wherever_that_moves()
    {
        var facts = ByTheList()
            .Offered(Workshop, "Etta Semple", page: null)
            .Created(Workshop, "Etta Semple", page: 20)
            .Moved(Workshop, "Etta Semple", to: "Etta D. Semple")
            // Nothing was ever edited under the title that was offered.
            .Edit(Alice, 1, page: 20, bytes: 1, title: "Etta D. Semple", creates: true);

        Assert.Equal(
            (1, 1),
            ((await database.Figures(facts)).PagesCreated, (await database.Figures(facts)).BytesAdded)
        );
    }

    [Fact]
    public async Task A_page_that_moved_away_before_anybody_looked_counts_though_its_title_is_another_page_now()
    {
        // Alice creates the red link and moves it at once: the title is a redirect, page 21, when the wiki is asked.
        var facts = ByTheList()
            .Offered(Workshop, "Etta Semple", page: null)
            .Edit(Alice, 1, page: 20, bytes: 1, title: "Etta Semple", creates: true)
            .Created(Workshop, "Etta Semple", page: 21)
            .Edit(Alice, 2, page: 20, bytes: 10, title: "Etta D. Semple");

        Assert.Equal(11, (await database.Figures(facts)).BytesAdded);
    }

    [Fact]
    public async Task An_article_that_was_deleted_and_made_anew_counts_as_both_pages()
    {
        var facts = ByTheList()
            .Offered(Workshop, "Mary Anning", page: 10)
            .Edit(Alice, 1, page: 10, bytes: 1)
            .Restored(Workshop, "Mary Anning", page: 11)
            .Edit(Alice, 2, page: 11, bytes: 10);

        Assert.Equal(
            (11, 2),
            ((await database.Figures(facts)).BytesAdded, (await database.Figures(facts)).PagesEdited)
        );
    }

    [Fact]
    public async Task An_article_that_was_taken_off_the_list_counts_no_more_until_it_is_offered_again()
    {
        var facts = ByTheList()
            .Offered(Workshop, "Mary Anning", page: 10)
            .Offered(Workshop, "Etta Semple", page: null)
            .Created(Workshop, "Etta Semple", page: 20)
            .Edit(Alice, 1, page: 10, bytes: 1)
            .Edit(Alice, 2, page: 20, bytes: 10, title: "Etta Semple");
        Assert.Equal(11, (await database.Figures(facts)).BytesAdded);

        facts.OffTheList(Workshop, "Etta Semple");
        Assert.Equal(1, (await database.Figures(facts)).BytesAdded);

        facts.Offered(Workshop, "Etta Semple", page: 20);
        Assert.Equal(11, (await database.Figures(facts)).BytesAdded);
    }

    [Fact]
    public async Task An_article_is_one_of_its_wiki_and_of_its_session()
    {
        var facts = new Facts()
            .Scheduled(Workshop, new TrackedWiki("enwiki", [0]), new TrackedWiki("nlwiki", [0]))
            .Enrolled(Workshop, Alice)
            .Scheduled(Editathon)
            .Enrolled(Editathon, Alice)
            .Counts(Workshop, CountedScope.ArticleList, CountFrom.Window)
            .Offered(Workshop, "Mary Anning", page: 10)
            .Offered(Editathon, "Other", page: 11)
            .Edit(Alice, 1, page: 10, bytes: 1)
            .Edit(Alice, 2, page: 10, bytes: 10, wiki: "nlwiki")
            .Edit(Alice, 3, page: 11, bytes: 100)
            .Edit(Alice, 4, page: 12, bytes: 1000, session: Editathon);

        // The editathon counts everything; over both, each edit counts by the rule of its own session.
        Assert.Equal(1, (await database.Figures(facts, Workshop)).BytesAdded);
        Assert.Equal(1001, (await database.Figures(facts, Workshop, Editathon)).BytesAdded);
    }

    [Fact]
    public async Task An_empty_list_counts_nothing_and_participants_all_the_same()
    {
        var figures = await database.Figures(ByTheList().Edit(Alice, 1, page: 10, bytes: 1));

        Assert.Equal((1, 0, 0), (figures.Participants, figures.Editors, figures.Edits));
    }

    [Fact]
    public async Task From_enrolment_edits_count_from_the_last_enrolment_on()
    {
        var facts = new Facts()
            .Scheduled(Workshop)
            .Counts(Workshop, CountedScope.AllEdits, CountFrom.Enrolment)
            .EnrolledAt(From.AddHours(1), Workshop, Alice)
            .Edit(Alice, 1, page: 10, bytes: 1, at: From.AddHours(1).AddTicks(-10))
            .Edit(Alice, 2, page: 10, bytes: 10, at: From.AddHours(1))
            .Edit(Alice, 3, page: 10, bytes: 100, at: From.AddHours(5));
        var first = await database.Figures(facts);

        var again = await database.Figures(
            facts.Withdrew(Workshop, Alice).EnrolledAt(From.AddHours(3), Workshop, Alice)
        );

        Assert.Equal(110, first.BytesAdded);
        Assert.Equal(100, again.BytesAdded);
    }

    [Fact]
    public async Task Who_was_removed_and_put_back_counts_from_their_first_enrolment_on()
    {
        var facts = new Facts()
            .Scheduled(Workshop)
            .Counts(Workshop, CountedScope.AllEdits, CountFrom.Enrolment)
            .EnrolledAt(From.AddHours(1), Workshop, Alice)
            .Edit(Alice, 1, page: 10, bytes: 1, at: From)
            .Edit(Alice, 2, page: 10, bytes: 10, at: From.AddHours(1))
            .Edit(Alice, 3, page: 10, bytes: 100, at: From.AddHours(5));
        var removed = await database.Figures(facts.Removed(Workshop, Alice));

        var back = await database.Figures(facts.PutBack(Workshop, Alice, since: From.AddHours(1)));

        Assert.Equal((0, 0), (removed.Participants, removed.BytesAdded));
        Assert.Equal((1, 110), (back.Participants, back.BytesAdded));
    }

    [Fact]
    public async Task Who_joins_late_counts_from_the_start_of_the_window_unless_the_session_counts_from_enrolment()
    {
        var facts = new Facts()
            .Scheduled(Workshop)
            .EnrolledAt(Until.AddHours(-1), Workshop, Alice)
            .Edit(Alice, 1, page: 10, bytes: 1, at: From)
            .Edit(Alice, 2, page: 10, bytes: 10, at: Until.AddMinutes(-1));
        var late = await database.Figures(facts);

        var since = await database.Figures(facts.Counts(Workshop, CountedScope.AllEdits, CountFrom.Enrolment));

        Assert.Equal(11, late.BytesAdded);
        Assert.Equal(10, since.BytesAdded);
    }

    [Fact]
    public async Task Who_waits_for_a_place_counts_for_nothing_until_there_is_one()
    {
        var facts = new Facts().Scheduled(Workshop).Waits(Workshop, Alice).Edit(Alice, 1, page: 10, bytes: 5);
        var waiting = await database.Figures(facts);

        var enrolled = await database.Figures(facts.Enrolled(Workshop, Alice));

        Assert.Equal((0, 0), (waiting.Participants, waiting.BytesAdded));
        Assert.Equal((1, 5), (enrolled.Participants, enrolled.BytesAdded));
    }

    [Fact]
    public async Task A_rule_that_was_changed_back_counts_everything_again()
    {
        var facts = ByTheList()
            .Edit(Alice, 1, page: 10, bytes: 5)
            .Counts(Workshop, CountedScope.AllEdits, CountFrom.Window);

        Assert.Equal(5, (await database.Figures(facts)).BytesAdded);
    }

    [Fact]
    public async Task A_session_that_moves_keeps_its_rule() =>
        Assert.Equal(
            0,
            (
                await database.Figures(
                    ByTheList().Edit(Alice, 1, page: 10, bytes: 5).Rescheduled(Workshop, From, Until)
                )
            ).Edits
        );

    [Fact]
    public async Task A_list_is_of_no_account_where_everything_counts()
    {
        var facts = AliceInTheWorkshop();
        var before = await Scope(facts);

        var offered = await Scope(facts.Offered(Workshop, "Mary Anning", page: 10));
        var counted = await Scope(facts.Counts(Workshop, CountedScope.ArticleList, CountFrom.Window));
        var more = await Scope(facts.Offered(Workshop, "Etta Semple", page: null));

        Assert.Equal(before, offered);
        Assert.NotEqual(before, counted);
        Assert.NotEqual(counted, more);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task In_one_batch_or_in_any_others_the_rows_are_the_same(int batch)
    {
        var facts = Story();

        var once = await database.Fold([facts.Events], Workshop, Editathon);
        var pieces = await database.Fold(facts.Events.Chunk(batch), Workshop, Editathon);

        Assert.Equal(once, pieces);
    }

    private static Facts ByTheList() =>
        AliceInTheWorkshop().Counts(Workshop, CountedScope.ArticleList, CountFrom.Window);

    private static Facts Story() =>
        AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Offered(Workshop, "Mary Anning", page: 10)
            .Counts(Workshop, CountedScope.ArticleList, CountFrom.Window)
            .Offered(Workshop, "Etta Semple", page: null)
            .Counts(Workshop, CountedScope.AllEdits, CountFrom.Enrolment)
            .Offered(Editathon, "Mary Anning", page: 10)
            .Counts(Editathon, CountedScope.ArticleList, CountFrom.Enrolment)
            .Offered(Workshop, "Alice Paul", page: 12)
            .Edit(Alice, 1, page: 10, bytes: 5)
            .Counts(Workshop, CountedScope.ArticleList, CountFrom.Window)
            .EnrolledAt(From.AddHours(2), Editathon, Alice)
            .Offered(Editathon, "Etta Semple", page: null)
            .Withdrew(Workshop, Alice)
            .EnrolledAt(From.AddHours(4), Workshop, Alice)
            .Created(Workshop, "Etta Semple", page: 11)
            .OffTheList(Workshop, "Mary Anning")
            .Restored(Workshop, "Alice Paul", page: 12)
            .Restored(Workshop, "Alice Paul", page: 13)
            .OffTheList(Editathon, "Etta Semple")
            .Offered(Workshop, "Mary Anning", page: 10)
            .Edit(Alice, 2, page: 11, bytes: 7, title: "Etta Semple");

    private async Task<string> Scope(Facts facts)
    {
        var (_, rows) = await database.Fold([facts.Events], Workshop);
        return rows.Split('\n')[1];
    }
}
