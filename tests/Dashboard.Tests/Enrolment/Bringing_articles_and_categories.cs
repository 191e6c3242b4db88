using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Bringing_articles_and_categories
{
    private static readonly PageInfo Existing = new("mary Anning", "Mary Anning", PageState.Exists, 0, 17, 99, false);
    private static readonly PageInfo Redirect = new("Anning", "Anning", PageState.Exists, 0, 18, 98, true);
    private static readonly PageInfo Invalid = new("<b>", "<b>", PageState.Invalid, 0, null, null, false);

    [Fact]
    public void A_participant_brings_an_article_of_their_own() =>
        Given()
            .When(Bring(Alice, Existing))
            .Then(
                new ArticleOffered(Session, Anning, "enwiki", "Mary Anning", 17, Now),
                new ArticleAssigned(Session, Anning, Alice, Now)
            );

    [Fact]
    public void What_they_bring_may_be_on_the_list_and_must_be_available()
    {
        Given(Offered()).When(Bring(Alice, Existing)).Then(new ArticleAssigned(Session, Anning, Alice, Now));
        Given(Offered(), Assigned(Bob)).When(Bring(Alice, Existing)).ThenRefused("article-taken");
        Given(Offered(), Assigned(Alice)).When(Bring(Alice, Existing)).ThenNothing();
    }

    [Theory]
    [InlineData("redirect", "redirects-elsewhere")]
    [InlineData("invalid", "not-a-title")]
    [InlineData("user", "user-page")]
    [InlineData("elsewhere", "wiki-not-tracked")]
    public void What_cannot_be_on_the_list_is_not_brought(string page, string refused) =>
        Given()
            .When(
                page switch
                {
                    "redirect" => Bring(Alice, Redirect with { LeadsTo = Existing }),
                    "invalid" => Bring(Alice, Invalid),
                    "user" => Bring(Alice, Existing with { Namespace = 2 }),
                    _ => Bring(Alice, null),
                }
            )
            .ThenRefused(refused);

    [Fact]
    public void Who_takes_no_part_brings_nothing() =>
        Given()
            .When(list => BringArticle.Decide(list, new(Session, true, SignedIn(Carol), null, null, null, Now)))
            .ThenRefused("enrol-first");

    [Fact]
    public void A_category_that_has_nothing_is_told()
    {
        Given().When(Category(new("Category:Nothing", [], true, null))).ThenRefused("empty-category");
        Given().When(Category(FoundCategory.Nothing with { NotAnswered = "No." })).ThenRefused("wiki-not-answering");
    }

    [Fact]
    public void The_pages_of_a_category_are_offered_but_for_redirects() =>
        Given()
            .When(Category(new("Category:X", [new("a", English, Existing), new("b", English, Redirect)], true, null)))
            .Then(new ArticleOffered(Session, Anning, "enwiki", "Mary Anning", 17, Now));

    private static GivenState<ArticleList, ArticleListEvent> Given(params ArticleListEvent[] events) =>
        Spec.Given<ArticleList, ArticleListEvent>(events);

    private static Func<ArticleList, Decision<ArticleListEvent>> Bring(PersonId person, PageInfo? page) =>
        list =>
            BringArticle.Decide(
                list,
                new(
                    Session,
                    true,
                    SignedIn(person),
                    person,
                    new("as typed", page is null ? null : English, page),
                    null,
                    Now
                )
            );

    private static Func<ArticleList, Decision<ArticleListEvent>> Category(FoundCategory found) =>
        list => OfferCategory.Decide(list, new(Session, true, ACoordinator, true, found, Now));
}
