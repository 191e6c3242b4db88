using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Given these events of article lists, on a real PostgreSQL, these are the rows: in one append, one by one, rebuilt.</summary>
public sealed class Article_tables_follow_the_log(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly Guid Red = ArticleList.IdOf(Session, "enwiki", "Etta Semple");
    private static readonly Guid Third = ArticleList.IdOf(Session, "nlwiki", "Évariste");
    private static readonly Guid Gone = ArticleList.IdOf(Session, "enwiki", "Gone");

    private static readonly ArticleListEvent[] Story =
    [
        Offered(),
        new ArticleOffered(Session, Red, "enwiki", "Etta Semple", null, Before),
        Assigned(Alice),
        new ArticleReviewerAssigned(Session, Anning, Carol, Before),
        new ArticleReleased(Session, Anning, Alice, Before),
        new AuthorsPerArticleSet(Session, 2, Before),
        Assigned(Bob),
        Assigned(Alice),
        new ArticleAssigned(Session, Red, Alice, Before),
        new ArticleReleased(Session, Red, Alice, Before),
        new ArticleOffered(Session, Gone, "enwiki", "Gone", 5, Before),
        new ArticleAssigned(Session, Gone, Carol, Before),
        new ArticleReleased(Session, Gone, Carol, Before),
        new ArticleWithdrawn(Session, Gone, "enwiki", "Gone", Before),
        new ArticleCreated(Session, Red, "enwiki", "Etta Semple", 41, Before),
        new ArticleMoved(Session, Red, "enwiki", "Etta D. Semple", "Etta Semple", Before),
        new ArticleOffered(Session, Third, "nlwiki", "Évariste", 9, Before),
        new ArticleRedirected(Session, Third, "nlwiki", "Évariste", "Évariste Galois", Before),
    ];

    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    private ArticleRows Rows => services.GetRequiredService<ArticleRows>();

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(database.Source)
            .AddEventStore()
            .AddEnrolment()
            .BuildServiceProvider();
        await services.UpdateDatabase(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task The_rows_are_what_the_list_is(int batch)
    {
        await Happened(Story.Chunk(batch));

        await ExpectTheStory();
    }

    [Fact]
    public async Task Rebuilt_they_are_the_same()
    {
        await Happened([Story]);
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.Execute(
            "set search_path to articles; truncate article, article_role, article_list",
            TestContext.Current.CancellationToken
        );
        var log = new List<StoredEvent>();
        await foreach (
            var e in Log.ReadStream(EnrolmentStreams.Articles(Session), 0, TestContext.Current.CancellationToken)
        )
        {
            log.Add(e);
        }

        await new ArticleTables().Apply(log, connection, TestContext.Current.CancellationToken);

        await ExpectTheStory();
    }

    [Fact]
    public async Task What_is_offered_again_begins_anew()
    {
        await Happened([Story, [new ArticleOffered(Session, Gone, "enwiki", "Gone", 6, Now)]]);

        var gone = (await Some(new(ArticleFilter.All, "gone", null))).Single();
        Assert.Equal((6, 0, ArticleState.Exists), (gone.PageId, gone.Authors, gone.State));
        Assert.DoesNotContain(
            await Rows.RolesIn(Session, TestContext.Current.CancellationToken),
            r => r.Article == Gone
        );
    }

    [Fact]
    public async Task Pages_of_the_list_neither_repeat_nor_leave_out()
    {
        // Beyond the BMP, UTF-16 and UTF-8 are sorted differently; the order is that of the characters.
        string[] titles = ["Zebra", "a", "Ä", "\uffee", "😀", "ab", "A"];
        await Happened([
            [
                .. titles.Select(t => new ArticleOffered(
                    Session,
                    ArticleList.IdOf(Session, "enwiki", t),
                    "enwiki",
                    t,
                    null,
                    Now
                )),
            ],
        ]);
        var seen = new List<string>();
        (string, Guid)? after = null;
        while (await Some(new(ArticleFilter.All, null, null), after, 2) is [.., var last] page)
        {
            seen.AddRange(page.Select(a => a.Title));
            after = (last.Title, last.Id);
        }

        Assert.Equal(["A", "Zebra", "a", "ab", "Ä", "\uffee", "😀"], seen);
    }

    [Theory]
    [InlineData("evariste", "Évariste")]
    [InlineData("SEMPLE", "Etta D. Semple")]
    [InlineData("D._sem", "Etta D. Semple")]
    [InlineData("%", null)]
    [InlineData("\\", null)]
    public async Task Titles_are_found_whatever_their_case_and_accents(string search, string? found)
    {
        await Happened([Story]);

        Assert.Equal(
            found is null ? [] : [found],
            (await Some(new(ArticleFilter.All, search, null))).Select(a => a.Title)
        );
    }

    [Theory]
    [InlineData("Available", "Etta D. Semple|Évariste")]
    [InlineData("Taken", "Mary Anning")]
    [InlineData("Mine", "Mary Anning")]
    [InlineData("ToReview", "")]
    public async Task Filters_find_what_they_say_and_as_many_as_are_counted(string filter, string titles)
    {
        await Happened([Story]);
        var asked = new AskedArticles(Enum.Parse<ArticleFilter>(filter), null, Carol);

        Assert.Equal(
            titles.Split('|', StringSplitOptions.RemoveEmptyEntries),
            (await Some(asked)).Select(a => a.Title)
        );
        Assert.Equal(new(3, 2, 1, 1, 0), await Rows.CountsOf(Session, Carol, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task To_review_is_what_others_wrote_and_nobody_reviews()
    {
        await Happened([Story, [new ArticleReviewerReleased(Session, Anning, Carol, Now)]]);

        Assert.Equal(["Mary Anning"], (await Some(new(ArticleFilter.ToReview, null, Carol))).Select(a => a.Title));
        Assert.Empty(await Some(new(ArticleFilter.ToReview, null, Bob)));
    }

    [Fact]
    public async Task Any_number_of_authors_leaves_every_article_available()
    {
        await Happened([Story, [new AuthorsPerArticleSet(Session, null, Now)]]);

        Assert.Equal(3, (await Some(new(ArticleFilter.Available, null, null))).Count);
    }

    [Fact]
    public async Task A_session_without_a_list_has_none_of_anything()
    {
        var nothing = new SessionId(Guid.NewGuid());

        Assert.Equal(new(0, 1), await Rows.ListOf(nothing, TestContext.Current.CancellationToken));
        Assert.Equal(default, await Rows.CountsOf(nothing, null, TestContext.Current.CancellationToken));
    }

    private EventLog Log => services.GetRequiredService<EventLog>();

    private async Task ExpectTheStory()
    {
        ArticleRows.ArticleRow[] rows =
        [
            new(Red, "enwiki", "Etta D. Semple", 41, ArticleState.Exists, null, 0, 0, Available: true),
            new(Anning, "enwiki", "Mary Anning", 17, ArticleState.Exists, null, 2, 1, Available: false),
            new(Third, "nlwiki", "Évariste", 9, ArticleState.Redirect, "Évariste Galois", 0, 0, Available: true),
        ];
        Assert.Equal(rows, await Some(new(ArticleFilter.All, null, null)));
        Assert.Equal(
            [
                new(Anning, Alice, ArticleRole.Author),
                new(Anning, Bob, ArticleRole.Author),
                new(Anning, Carol, ArticleRole.Reviewer),
            ],
            await Rows.RolesIn(Session, TestContext.Current.CancellationToken)
        );
        Assert.Equal(new(Story.Length, 2), await Rows.ListOf(Session, TestContext.Current.CancellationToken));
    }

    private Task<IReadOnlyList<ArticleRows.ArticleRow>> Some(
        AskedArticles asked,
        (string, Guid)? after = null,
        int limit = 100
    ) => Rows.Some(Session, asked, after, limit, TestContext.Current.CancellationToken);

    private async Task Happened(IEnumerable<ArticleListEvent[]> batches)
    {
        foreach (var events in batches)
        {
            var outcome = await Log.Transact<ArticleList, ArticleListEvent>(
                EnrolmentStreams.Articles(Session),
                _ => Decision.Of<ArticleListEvent>(events),
                Cause.System,
                expectedVersion: null,
                TestContext.Current.CancellationToken
            );
            Assert.True(outcome.Accepted);
        }
    }
}
