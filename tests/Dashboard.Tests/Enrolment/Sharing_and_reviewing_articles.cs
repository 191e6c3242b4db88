using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Sharing_and_reviewing_articles
{
    [Fact]
    public void A_list_says_how_many_authors_may_share_an_article() =>
        Given().When(Allow(3)).Then(new AuthorsPerArticleSet(Session, 3, Now));

    [Fact]
    public void A_list_begins_with_one_author_an_article() => Given().When(Allow(1)).ThenNothing();

    [Fact]
    public void Participants_do_not_say_how_many() =>
        Given()
            .When(list => SetAuthorsPerArticle.Decide(list, new(Session, true, SignedIn(Alice), 3, Now)))
            .ThenRefused("not-a-coordinator");

    [Fact]
    public void As_many_authors_share_an_article_as_the_list_allows()
    {
        ArticleListEvent[] two = [Offered(), new AuthorsPerArticleSet(Session, 2, Before), Assigned(Alice)];

        Given(two).When(Take(Bob)).Then(new ArticleAssigned(Session, Anning, Bob, Now));
        Given([.. two, Assigned(Bob)]).When(Take(Carol)).ThenRefused("article-taken");
    }

    [Fact]
    public void Any_number_shares_it_where_none_is_said() =>
        Given(Offered(), new AuthorsPerArticleSet(Session, null, Before), Assigned(Alice), Assigned(Bob))
            .When(Take(Carol))
            .Then(new ArticleAssigned(Session, Anning, Carol, Now));

    [Fact]
    public void Authors_stay_when_fewer_are_allowed_and_no_other_comes() =>
        Given(
                Offered(),
                new AuthorsPerArticleSet(Session, 2, Before),
                Assigned(Alice),
                Assigned(Bob),
                new AuthorsPerArticleSet(Session, 1, Before),
                new ArticleReleased(Session, Anning, Bob, Before)
            )
            .When(Take(Bob))
            .ThenRefused("article-taken");

    [Fact]
    public void A_participant_reviews_what_another_writes() =>
        Given(Offered(), Assigned(Alice))
            .When(Review(Bob))
            .Then(new ArticleReviewerAssigned(Session, Anning, Bob, Now));

    [Fact]
    public void Nobody_reviews_what_they_write() =>
        Given(Offered(), Assigned(Alice)).When(Review(Alice)).ThenRefused("own-article");

    [Fact]
    public void Twenty_people_review_an_article_and_no_more()
    {
        ArticleListEvent[] crowd =
        [
            Offered(),
            .. Enumerable
                .Range(1, ArticleList.MostReviewers)
                .Select(n => new ArticleReviewerAssigned(Session, Anning, new(new Guid(n, 0, 0, new byte[8])), Before)),
        ];

        Given(crowd[..^1]).When(Review(Bob)).Then(new ArticleReviewerAssigned(Session, Anning, Bob, Now));
        Given(crowd).When(Review(Bob)).ThenRefused("enough-reviewers");
    }

    [Fact]
    public void A_reviewer_who_begins_to_write_reviews_no_more() =>
        Given(Offered(), new ArticleReviewerAssigned(Session, Anning, Bob, Before))
            .When(Take(Bob))
            .Then(
                new ArticleReviewerReleased(Session, Anning, Bob, Now),
                new ArticleAssigned(Session, Anning, Bob, Now)
            );

    [Fact]
    public void A_reviewer_leaves_the_review_to_others() =>
        Given(Offered(), new ArticleReviewerAssigned(Session, Anning, Bob, Before))
            .When(Release(SignedIn(Bob), ArticleRole.Reviewer))
            .Then(new ArticleReviewerReleased(Session, Anning, Bob, Now));

    [Fact]
    public void An_author_leaves_a_shared_article_to_the_others() =>
        Given(Offered(), Assigned(Alice), Assigned(Bob))
            .When(Release(SignedIn(Bob), person: Bob))
            .Then(new ArticleReleased(Session, Anning, Bob, Now));

    [Fact]
    public void A_coordinator_says_whose_a_shared_article_is_no_more()
    {
        ArticleListEvent[] shared = [Offered(), Assigned(Alice), Assigned(Bob)];

        Given(shared).When(Release(ACoordinator)).ThenRefused("name-the-person");
        Given(shared).When(Release(ACoordinator, person: Alice)).Then(new ArticleReleased(Session, Anning, Alice, Now));
    }

    [Fact]
    public void Nobody_else_learns_by_releasing_who_writes() =>
        Given(Offered(), Assigned(Alice)).When(Release(SignedIn(Bob), person: Carol)).ThenRefused("not-your-article");

    [Fact]
    public void Who_leaves_the_session_leaves_what_they_reviewed_too() =>
        Given(Offered(), Assigned(Bob), new ArticleReviewerAssigned(Session, Anning, Alice, Before))
            .When(list => LeaveArticles.Decide(list, new(Session, Alice, Now)))
            .Then(new ArticleReviewerReleased(Session, Anning, Alice, Now));

    [Fact]
    public void A_coordinator_takes_an_article_off_the_list_and_from_everybody() =>
        Given(Offered(), Assigned(Alice), new ArticleReviewerAssigned(Session, Anning, Bob, Before))
            .When(Withdraw(ACoordinator))
            .Then(
                new ArticleReleased(Session, Anning, Alice, Now),
                new ArticleReviewerReleased(Session, Anning, Bob, Now),
                new ArticleWithdrawn(Session, Anning, "enwiki", "Mary Anning", Now)
            );

    [Fact]
    public void Its_author_does_not() =>
        Given(Offered(), Assigned(Alice)).When(Withdraw(SignedIn(Alice))).ThenRefused("not-a-coordinator");

    [Fact]
    public void What_is_off_the_list_is_off_it() =>
        Given(Offered(), new ArticleWithdrawn(Session, Anning, "enwiki", "Mary Anning", Before))
            .When(Withdraw(ACoordinator))
            .ThenNothing();

    private static GivenState<ArticleList, ArticleListEvent> Given(params ArticleListEvent[] events) =>
        Spec.Given<ArticleList, ArticleListEvent>(events);

    private static Func<ArticleList, Decision<ArticleListEvent>> Allow(int? most) =>
        list => SetAuthorsPerArticle.Decide(list, new(Session, true, ACoordinator, most, Now));

    private static Func<ArticleList, Decision<ArticleListEvent>> Take(PersonId person) =>
        list =>
            AssignArticle.Decide(
                list,
                new(Session, true, SignedIn(person), Anning, true, person, ArticleRole.Author, Now)
            );

    private static Func<ArticleList, Decision<ArticleListEvent>> Review(PersonId person) =>
        list =>
            AssignArticle.Decide(
                list,
                new(Session, true, SignedIn(person), Anning, true, person, ArticleRole.Reviewer, Now)
            );

    private static Func<ArticleList, Decision<ArticleListEvent>> Release(
        Standing by,
        ArticleRole role = ArticleRole.Author,
        PersonId? person = null
    ) => list => ReleaseArticle.Decide(list, new(Session, true, by, Anning, role, person, Now));

    private static Func<ArticleList, Decision<ArticleListEvent>> Withdraw(Standing by) =>
        list => WithdrawArticle.Decide(list, new(Session, true, by, Anning, Now));
}
