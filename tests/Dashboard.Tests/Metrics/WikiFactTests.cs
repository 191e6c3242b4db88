using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Tests.Postgres;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>The figures on references, files, pages since, and views.</summary>
public sealed class WikiFactTests(PostgresCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await cluster.NewDatabase();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task References_are_the_differences_of_content_edits()
    {
        // METRICS, case 1: 8<-1 in content; 12<-10 on a talk page and 3<-3 elsewhere do not count.
        var facts = AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 123)
            .Edit(Alice, 2, page: 11, bytes: 200, inNamespace: 1)
            .Edit(Alice, 4, page: 13, bytes: 225, inNamespace: 118)
            .Add(new ReferencesCounted(Workshop, "enwiki", 1, 8, 1, Until))
            .Add(new ReferencesCounted(Workshop, "enwiki", 2, 12, 10, Until))
            .Add(new ReferencesCounted(Workshop, "enwiki", 4, 3, 3, Until));

        var figures = await database.Figures(facts);

        Assert.Equal((7, 0), (figures.ReferencesAdded, figures.ReferencesRemoved));
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(10, 0, 10, 0)]
    [InlineData(10, null, 0, 0)]
    [InlineData(null, 4, 0, 0)]
    [InlineData(0, 6, 0, -6)]
    [InlineData(22, 17, 5, 0)]
    public async Task Each_difference_of_references(int? after, int? before, int added, int removed)
    {
        var facts = AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 1)
            .Add(new ReferencesCounted(Workshop, "enwiki", 1, after, before, Until));

        var figures = await database.Figures(facts);

        Assert.Equal((added, removed), (figures.ReferencesAdded, figures.ReferencesRemoved));
    }

    [Fact]
    public async Task References_that_two_sessions_know_count_once()
    {
        var facts = AliceInTheWorkshop().Scheduled(Editathon).Enrolled(Editathon, Alice);
        foreach (var session in new[] { Workshop, Editathon })
        {
            facts
                .Edit(Alice, 1, page: 10, bytes: 1, session: session)
                .Add(new ReferencesCounted(session, "enwiki", 1, 5, 2, Until));
        }

        Assert.Equal(3, (await database.Figures(facts, Workshop, Editathon)).ReferencesAdded);
    }

    [Fact]
    public async Task A_page_deleted_since_stays_in_the_figures_until_it_is_restored_and_after()
    {
        var facts = AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 100, creates: true)
            .Edit(Alice, 2, page: 11, bytes: 100)
            .Add(new PageDeleted(Workshop, "enwiki", 10, Until))
            .Add(new PageDeleted(Workshop, "enwiki", 99, Until));

        var deleted = await database.Figures(facts);
        var restored = await database.Figures(facts.Add(new PageRestored(Workshop, "enwiki", 10, Until)));

        Assert.Equal(
            (2, 1, 1, 200),
            (deleted.PagesEdited, deleted.PagesCreated, deleted.PagesDeletedSince, deleted.BytesAdded)
        );
        Assert.Equal((2, 1, 0), (restored.PagesEdited, restored.PagesCreated, restored.PagesDeletedSince));
    }

    [Fact]
    public async Task A_page_counts_where_it_is_and_a_deleted_one_where_it_was()
    {
        var facts = AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 100, creates: true, inNamespace: 118)
            .Edit(Alice, 2, page: 11, bytes: 7)
            .Add(new ReferencesCounted(Workshop, "enwiki", 1, 3, 0, Until));
        var before = await database.Figures(facts);
        facts.Add(new PageMoved(Workshop, "enwiki", 10, 0, "Mary Anning", Until));
        facts.Add(new PageMoved(Workshop, "enwiki", 11, 2, null, Until));
        var moved = await database.Figures(facts);
        var deleted = await database.Figures(facts.Add(new PageDeleted(Workshop, "enwiki", 10, Until)));

        Assert.Equal((2, 1, 0, 7, 0), Of(before));
        Assert.Equal((2, 1, 1, 100, 3), Of(moved));
        Assert.Equal((2, 1, 1, 100, 3), Of(deleted));
        Assert.Equal(1, deleted.PagesDeletedSince);

        static (long, long, long, long, long) Of(Figures f) =>
            (f.Edits, f.PagesEdited, f.PagesCreated, f.BytesAdded, f.ReferencesAdded);
    }

    [Fact]
    public async Task Files_count_once_by_upload_and_their_uses_by_the_last_word()
    {
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Enrolled(Editathon, Alice)
            .Add(Upload(Workshop, 1, page: 20))
            .Add(Upload(Editathon, 1, page: 20))
            .Add(Upload(Workshop, 2, page: 21))
            .Add(Upload(Workshop, 3, page: 22) with { Timestamp = Until })
            .Add(Upload(Workshop, 4, page: 23) with { Person = Bob })
            .Add(Upload(Workshop, 5, page: 24) with { Wiki = "dewiki" })
            .Add(new FileUsesCounted(Workshop, "commonswiki", 20, 9, Until))
            .Add(new FileUsesCounted(Workshop, "commonswiki", 20, 4, Until));

        var figures = await database.Figures(facts, Workshop, Editathon);

        Assert.Equal((2, 1, 4), (figures.FilesUploaded, figures.FilesInUse, figures.FileUsages));
    }

    [Fact]
    public void A_scope_that_is_narrowed_to_a_session_is_of_that_session()
    {
        var both = ScopeOf(Workshop, Editathon);

        Assert.Equal([Workshop], (both with { Places = [both.Places[0]] }).Sessions);
    }

    [Fact]
    public async Task Views_of_a_day_count_once_and_those_of_improved_pages_are_a_mean_of_thirty_days()
    {
        var day = new DateOnly(2026, 3, 9);
        var facts = AliceInTheWorkshop()
            .Scheduled(Editathon)
            .Enrolled(Editathon, Alice)
            .Edit(Alice, 1, page: 10, bytes: 100, creates: true)
            .Edit(Alice, 1, page: 10, bytes: 100, creates: true, session: Editathon)
            .Edit(Alice, 2, page: 11, bytes: 5)
            .Add(new PageViewsCounted(Workshop, "enwiki", 10, day, [5, 7]))
            .Add(new PageViewsCounted(Editathon, "enwiki", 10, day, [5, 7]))
            .Add(new PageViewsCounted(Workshop, "enwiki", 11, day, [900, .. Enumerable.Repeat(4, 30)]));

        var figures = await database.Figures(facts, Workshop, Editathon);

        Assert.Equal((12, 4), (figures.ViewsOfCreatedPages, figures.ViewsPerDayOfImprovedPages));
    }

    [Fact]
    public async Task Views_that_nobody_tells_are_unknown_and_no_zero()
    {
        var figures = await database.Figures(
            AliceInTheWorkshop().Edit(Alice, 1, page: 10, bytes: 1, creates: true).Edit(Alice, 2, page: 11, bytes: 1)
        );

        Assert.Equal((null, null), (figures.ViewsOfCreatedPages, figures.ViewsPerDayOfImprovedPages));
    }

    [Fact]
    public async Task Items_are_pages_of_Wikidata()
    {
        var facts = new Facts()
            .Scheduled(Workshop, new TrackedWiki("wikidatawiki", [0, 120, 146]), new TrackedWiki("enwiki", [0]))
            .Enrolled(Workshop, Alice)
            .Edit(Alice, 1, page: 10, bytes: 100, creates: true, wiki: "wikidatawiki")
            .Edit(Alice, 2, page: 11, bytes: 100, wiki: "wikidatawiki")
            .Edit(Alice, 3, page: 12, bytes: 100, creates: true);

        var figures = await database.Figures(facts);

        Assert.Equal((1, 1, 2), (figures.ItemsCreated, figures.ItemsImproved, figures.PagesCreated));
    }

    [Fact]
    public async Task An_excluded_page_counts_nowhere_until_it_is_included()
    {
        var facts = AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 100)
            .Edit(Alice, 2, page: 11, bytes: 7)
            .Add(new PageExcluded(Workshop, "enwiki", 10, "Not of this evening.", Bob, From));

        var without = await database.Figures(facts);
        var with = await database.Figures(facts.Add(new PageIncluded(Workshop, "enwiki", 10, "It is.", Bob, From)));

        Assert.Equal((1, 7), (without.Edits, without.BytesAdded));
        Assert.Equal((2, 107), (with.Edits, with.BytesAdded));
    }

    [Fact]
    public async Task A_page_included_by_hand_counts_though_it_is_not_on_the_list()
    {
        var facts = AliceInTheWorkshop()
            .Counts(Workshop, CountedScope.ArticleList, CountFrom.Window)
            .Edit(Alice, 1, page: 10, bytes: 100)
            .Edit(Alice, 2, page: 11, bytes: 7)
            .Add(new PageIncluded(Workshop, "enwiki", 11, "Same subject.", Bob, From));

        Assert.Equal((1, 7), await Counted(facts));
    }

    [Fact]
    public async Task A_period_counts_what_was_done_in_it()
    {
        var facts = AliceInTheWorkshop()
            .Edit(Alice, 1, page: 10, bytes: 1, at: From.AddDays(1))
            .Edit(Alice, 2, page: 10, bytes: 2, at: From.AddDays(2))
            .Edit(Alice, 3, page: 10, bytes: 4, at: From.AddDays(3));
        var scope = ScopeOf(Workshop) with { Period = new(From.AddDays(2), From.AddDays(3)) };

        var (figures, _) = await database.Fold([facts.Events], scope);

        Assert.Equal((1, 2, 1), (figures.Edits, figures.BytesAdded, figures.Participants));
    }

    private static FileUploaded Upload(SessionId session, long log, long page) =>
        new(session, "commonswiki", log, page, $"File:{page}.jpg", Alice, From.AddHours(1));

    private async Task<(long, long)> Counted(Facts facts)
    {
        var figures = await database.Figures(facts);
        return (figures.Edits, figures.BytesAdded);
    }
}
