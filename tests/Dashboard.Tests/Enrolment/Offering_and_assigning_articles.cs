using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Offering_and_assigning_articles
{
    private static readonly Wiki Dutch = English with { Id = new("nlwiki") };
    private static readonly PageInfo Existing = new("mary Anning", "Mary Anning", PageState.Exists, 0, 17, 99, false);
    private static readonly PageInfo Red = new("Etta Semple", "Etta Semple", PageState.Missing, 0, null, null, false);
    private static readonly PageInfo Redirect = new("Anning", "Anning", PageState.Exists, 0, 18, 98, true);
    private static readonly PageInfo Invalid = new("<b>", "<b>", PageState.Invalid, 0, null, null, false);

    [Fact]
    public void Articles_and_red_links_are_offered_in_the_wikis_spelling_and_bad_titles_left_out() =>
        Given()
            .When(Offer(English, Existing, Redirect, Invalid, Red))
            .Then(
                new ArticleOffered(Session, Anning, "enwiki", "Mary Anning", 17, Now),
                new ArticleOffered(
                    Session,
                    ArticleList.IdOf(Session, "enwiki", "Etta Semple"),
                    "enwiki",
                    "Etta Semple",
                    null,
                    Now
                )
            );

    [Theory]
    [InlineData(2, "Benutzerin:Alice/Entwurf")]
    [InlineData(3, "Overleg gebruiker:Alice")]
    public void A_page_that_is_called_after_a_person_is_not_on_the_list(int inNamespace, string title)
    {
        var page = Existing with { Title = title, Namespace = inNamespace };
        Given().When(Offer(English, page)).ThenRefused("user-page");
        Given()
            .When(Offer(English, page, Existing))
            .Then(new ArticleOffered(Session, Anning, "enwiki", "Mary Anning", 17, Now));
    }

    [Fact]
    public void An_article_is_offered_once() => Given(Offered()).When(Offer(English, Existing, Existing)).ThenNothing();

    [Fact]
    public void A_wiki_that_the_session_does_not_follow_is_refused() =>
        Given().When(Want(new WantedPage("Mary Anning", null, null))).ThenRefused("wiki-not-tracked");

    [Fact]
    public void A_list_may_mix_wikis_and_what_is_of_another_is_left_out() =>
        Given()
            .When(
                Want(
                    new("https://nl.wikipedia.org/wiki/Mary_Anning", Dutch, Existing with { PageId = 3 }),
                    new("https://xx.example/wiki/X", null, null),
                    new("Mary Anning", English, Existing)
                )
            )
            .Then(
                new ArticleOffered(
                    Session,
                    ArticleList.IdOf(Session, "nlwiki", "Mary Anning"),
                    "nlwiki",
                    "Mary Anning",
                    3,
                    Now
                ),
                new ArticleOffered(Session, Anning, "enwiki", "Mary Anning", 17, Now)
            );

    [Fact]
    public void A_wiki_that_does_not_answer_is_told_and_nothing_offered() =>
        Given()
            .When(list =>
                OfferArticles.Decide(list, new(Session, true, ACoordinator, [], "en.wikipedia took too long.", Now))
            )
            .ThenRefused("wiki-not-answering");

    [Fact]
    public void An_article_that_moved_is_not_offered_again_under_its_new_title_and_its_old_one_is_another()
    {
        var moved = Existing with { Title = "Mary Anning (palaeontologist)" };
        var another = Existing with { PageId = 99 };
        GivenState<ArticleList, ArticleListEvent> given = Given(
            Offered(),
            new ArticleMoved(Session, Anning, "enwiki", moved.Title, "Mary Anning", Before)
        );

        given.When(Offer(English, moved)).ThenNothing();
        given
            .When(Offer(English, another))
            .Then(
                new ArticleOffered(
                    Session,
                    ArticleList.IdOf(Session, "enwiki", "Mary Anning#2"),
                    "enwiki",
                    "Mary Anning",
                    99,
                    Now
                )
            );
    }

    [Fact]
    public void Of_a_redirect_it_is_told_where_it_leads_unless_that_names_a_person()
    {
        var (named, hidden) = (
            Redirect with
            {
                LeadsTo = Existing,
            },
            Redirect with
            {
                LeadsTo = Existing with { Title = "User:Alice/Draft", Namespace = 2 },
            }
        );

        var (titles, events) = Offers.Judge(
            ArticleList.Initial,
            Session,
            [new("Anning", English, named), new("Anning", English, hidden)],
            Now
        );

        Assert.Empty(events);
        Assert.Equal([OfferVerdict.Redirect, OfferVerdict.Redirect], titles.Select(t => t.Result));
        Assert.Equal(["Mary Anning", null], titles.Select(t => t.RedirectsTo));
    }

    [Fact]
    public void A_list_holds_ten_thousand_articles_and_what_is_beyond_them_is_told()
    {
        WantedPage[] many =
        [
            .. Enumerable
                .Range(1, ArticleList.MostArticles)
                .Select(n => new WantedPage($"Page {n}", English, Existing with { Title = $"Page {n}", PageId = n })),
        ];
        var (_, offered) = Offers.Judge(ArticleList.Initial, Session, many, Now);
        var full = offered.Aggregate(ArticleList.Initial, ArticleList.Evolve);

        Assert.Equal(ArticleList.MostArticles, offered.Count);
        var (titles, more) = Offers.Judge(full, Session, [many[0], new("Beyond", English, Red)], Now);
        Assert.Empty(more);
        Assert.Equal([OfferVerdict.AlreadyOffered, OfferVerdict.ListFull], titles.Select(t => t.Result));
    }

    [Fact]
    public void A_participant_chooses_an_available_article() =>
        Given(Offered())
            .When(Assign(SignedIn(Alice), forSelf: true, Alice))
            .Then(new ArticleAssigned(Session, Anning, Alice, Now));

    [Fact]
    public void A_coordinator_assigns_an_article_to_a_participant() =>
        Given(Offered())
            .When(Assign(ACoordinator, forSelf: false, Bob))
            .Then(new ArticleAssigned(Session, Anning, Bob, Now));

    [Fact]
    public void A_released_article_can_be_taken_by_another() =>
        Given(Offered(), Assigned(Alice), new ArticleReleased(Session, Anning, Alice, Before))
            .When(Assign(SignedIn(Bob), forSelf: true, Bob))
            .Then(new ArticleAssigned(Session, Anning, Bob, Now));

    [Fact]
    public void An_article_has_one_author() =>
        Given(Offered(), Assigned(Alice)).When(Assign(SignedIn(Bob), forSelf: true, Bob)).ThenRefused("article-taken");

    [Fact]
    public void Only_participants_write() =>
        Given(Offered()).When(Assign(SignedIn(Alice), forSelf: true, participant: null)).ThenRefused("enrol-first");

    [Fact]
    public void Who_may_not_coordinate_cannot_learn_from_a_refusal_who_takes_part() =>
        Given(Offered())
            .When(Assign(SignedIn(Alice), forSelf: false, participant: null))
            .ThenRefused("not-a-coordinator");

    [Fact]
    public void An_article_that_was_not_offered_cannot_be_chosen() =>
        Given().When(Assign(SignedIn(Alice), forSelf: true, Alice)).ThenRefused("no-such-article");

    [Fact]
    public void The_author_releases_their_article() =>
        Given(Offered(), Assigned(Alice))
            .When(Release(SignedIn(Alice)))
            .Then(new ArticleReleased(Session, Anning, Alice, Now));

    [Fact]
    public void A_coordinator_releases_it_from_its_author() =>
        Given(Offered(), Assigned(Alice))
            .When(Release(ACoordinator))
            .Then(new ArticleReleased(Session, Anning, Alice, Now));

    [Fact]
    public void Another_participant_does_not() =>
        Given(Offered(), Assigned(Alice)).When(Release(SignedIn(Bob))).ThenRefused("not-your-article");

    [Fact]
    public void Releasing_an_available_article_changes_nothing() =>
        Given(Offered()).When(Release(SignedIn(Alice))).ThenNothing();

    [Fact]
    public void Who_leaves_the_session_leaves_their_articles_and_no_others()
    {
        var other = ArticleList.IdOf(Session, "enwiki", "Etta Semple");
        Given(
                Offered(),
                Assigned(Alice),
                new ArticleOffered(Session, other, "enwiki", "Etta Semple", null, Before),
                new ArticleAssigned(Session, other, Bob, Before)
            )
            .When(list => LeaveArticles.Decide(list, new(Session, Alice, Now)))
            .Then(new ArticleReleased(Session, Anning, Alice, Now));
    }

    private static GivenState<ArticleList, ArticleListEvent> Given(params ArticleListEvent[] events) =>
        Spec.Given<ArticleList, ArticleListEvent>(events);

    private static Func<ArticleList, Decision<ArticleListEvent>> Offer(Wiki wiki, params PageInfo[] pages) =>
        Want([.. pages.Select(p => new WantedPage(p.Asked, wiki, p))]);

    private static Func<ArticleList, Decision<ArticleListEvent>> Want(params WantedPage[] pages) =>
        list => OfferArticles.Decide(list, new(Session, true, ACoordinator, pages, null, Now));

    private static Func<ArticleList, Decision<ArticleListEvent>> Assign(
        Standing by,
        bool forSelf,
        PersonId? participant,
        ArticleRole role = ArticleRole.Author
    ) => list => AssignArticle.Decide(list, new(Session, true, by, Anning, forSelf, participant, role, Now));

    private static Func<ArticleList, Decision<ArticleListEvent>> Release(
        Standing by,
        ArticleRole role = ArticleRole.Author,
        PersonId? person = null
    ) => list => ReleaseArticle.Decide(list, new(Session, true, by, Anning, role, person, Now));
}
