using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.MediaWiki;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>What follows from what a wiki says of the articles of a list.</summary>
public sealed class Articles_follow_their_wikis
{
    private static readonly Guid Red = ArticleList.IdOf(Session, "enwiki", "Etta Semple");
    private static readonly ArticleOffered RedLink = new(Session, Red, "enwiki", "Etta Semple", null, Before);
    private static readonly ArticleDeleted Deleted = new(Session, Anning, "enwiki", "Mary Anning", Before);

    private static readonly PageInfo Page = new("Mary Anning", "Mary Anning", PageState.Exists, 0, 17, 99, false);

    [Fact]
    public void A_page_that_is_as_it_was_is_no_news() => Given(Offered()).When(Seen(Numbered(Page))).ThenNothing();

    [Fact]
    public void What_was_not_asked_is_no_news() => Given(Offered(), RedLink).When(Seen(new())).ThenNothing();

    [Fact]
    public void A_page_that_moved_has_its_new_title() =>
        Given(Offered())
            .When(Seen(Numbered(Page with { Title = "Mary Anning (palaeontologist)" })))
            .Then(new ArticleMoved(Session, Anning, "enwiki", "Mary Anning (palaeontologist)", "Mary Anning", Now));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_page_that_moved_among_those_of_users_keeps_its_title(int inNamespace) =>
        Given(Offered())
            .When(Seen(Numbered(Page with { Title = "User:Alice/Mary Anning", Namespace = inNamespace })))
            .ThenNothing();

    [Fact]
    public void A_red_link_that_was_written_is_a_page() =>
        Given(RedLink)
            .When(Seen(Titled(Page with { Asked = "Etta Semple", Title = "Etta Semple", PageId = 41 })))
            .Then(new ArticleCreated(Session, Red, "enwiki", "Etta Semple", 41, Now));

    [Fact]
    public void A_red_link_stays_one_while_nobody_writes_it() =>
        Given(RedLink).When(Seen(new SeenPages { ByTitle = { [("enwiki", "Etta Semple")] = null } })).ThenNothing();

    [Fact]
    public void A_red_link_may_become_a_redirect()
    {
        var seen = Titled(Page with { Asked = "Etta Semple", Title = "Etta Semple", PageId = 41, IsRedirect = true });
        seen.Targets[("enwiki", "Etta Semple")] = "Etta D. Semple";

        Given(RedLink)
            .When(Seen(seen))
            .Then(
                new ArticleCreated(Session, Red, "enwiki", "Etta Semple", 41, Now),
                new ArticleRedirected(Session, Red, "enwiki", "Etta Semple", "Etta D. Semple", Now)
            );
    }

    [Fact]
    public void A_page_that_is_gone_was_deleted() =>
        Given(Offered())
            .When(Seen(new SeenPages { ByPage = { [("enwiki", 17)] = null } }))
            .Then(new ArticleDeleted(Session, Anning, "enwiki", "Mary Anning", Now));

    [Fact]
    public void A_page_that_came_back_was_restored_under_whatever_title() =>
        Given(Offered(), Deleted)
            .When(Seen(Numbered(Page with { Title = "Miss Anning" })))
            .Then(
                new ArticleRestored(Session, Anning, "enwiki", "Mary Anning", 17, Now),
                new ArticleMoved(Session, Anning, "enwiki", "Miss Anning", "Mary Anning", Now)
            );

    [Fact]
    public void Another_page_under_the_title_of_a_deleted_one_is_the_article_from_now_on() =>
        Given(Offered(), Deleted)
            .When(Seen(Titled(Page with { PageId = 50 })))
            .Then(new ArticleRestored(Session, Anning, "enwiki", "Mary Anning", 50, Now));

    [Fact]
    public void A_page_that_became_a_redirect_says_where_it_leads_and_when_that_changes()
    {
        var seen = Numbered(Page with { IsRedirect = true });
        seen.Targets[("enwiki", "Mary Anning")] = "Anning family";

        Given(Offered())
            .When(Seen(seen))
            .Then(new ArticleRedirected(Session, Anning, "enwiki", "Mary Anning", "Anning family", Now));
        Given(Offered(), new ArticleRedirected(Session, Anning, "enwiki", "Mary Anning", null, Before))
            .When(Seen(seen))
            .Then(new ArticleRedirected(Session, Anning, "enwiki", "Mary Anning", "Anning family", Now));
    }

    [Fact]
    public void A_redirect_of_which_it_was_not_told_where_it_leads_waits() =>
        Given(Offered()).When(Seen(Numbered(Page with { IsRedirect = true }))).ThenNothing();

    [Fact]
    public void A_redirect_that_was_written_out_is_an_article() =>
        Given(Offered(), new ArticleRedirected(Session, Anning, "enwiki", "Mary Anning", null, Before))
            .When(Seen(Numbered(Page)))
            .Then(new ArticleRedirectLifted(Session, Anning, "enwiki", "Mary Anning", Now));

    [Fact]
    public void What_one_wiki_said_is_kept_though_another_does_not_answer() =>
        Given(RedLink)
            .When(list =>
                RefreshArticles.Decide(
                    list,
                    new(
                        Session,
                        true,
                        ACoordinator,
                        Titled(Page with { Asked = "Etta Semple", Title = "Etta Semple", PageId = 41 }),
                        null,
                        Now
                    )
                )
            )
            .Then(new ArticleCreated(Session, Red, "enwiki", "Etta Semple", 41, Now));

    [Fact]
    public void A_coordinator_learns_that_no_wiki_answered() =>
        Given(Offered())
            .When(list => RefreshArticles.Decide(list, new(Session, true, ACoordinator, new(), "Down.", Now)))
            .ThenRefused("wiki-not-answering");

    [Fact]
    public void What_was_taken_off_the_list_is_no_news_any_more() =>
        Given(Offered(), new ArticleWithdrawn(Session, Anning, "enwiki", "Mary Anning", Before))
            .When(Seen(Numbered(Page with { Title = "Elsewhere" })))
            .ThenNothing();

    private static SeenPages Numbered(PageInfo page) => new() { ByPage = { [("enwiki", page.PageId!.Value)] = page } };

    private static SeenPages Titled(PageInfo page) =>
        new() { ByTitle = { [("enwiki", page.Asked)] = page }, ByPage = { [("enwiki", 17)] = null } };

    private static GivenState<ArticleList, ArticleListEvent> Given(params ArticleListEvent[] events) =>
        Spec.Given<ArticleList, ArticleListEvent>(events);

    private static Func<ArticleList, Decision<ArticleListEvent>> Seen(SeenPages seen) =>
        list => RefreshArticles.Decide(list, new(Session, true, null, seen, null, Now));
}
