using System.Collections.Immutable;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// The articles that a session offers, and how many authors may share one: null is as many as wish.
/// </summary>
internal sealed record ArticleList(ImmutableDictionary<Guid, ListedArticle> Articles, int? MostAuthors)
    : IAggregate<ArticleList, ArticleListEvent>
{
    /// <summary>How many articles a list holds at most.</summary>
    public const int MostArticles = 10_000;

    /// <summary>How many people may review one article.</summary>
    public const int MostReviewers = 20;

    public static ArticleList Initial => new(ImmutableDictionary<Guid, ListedArticle>.Empty, MostAuthors: 1);

    /// <summary>The id of an article follows from what it is, so that offering it twice is seen.</summary>
    public static Guid IdOf(SessionId session, string wiki, string title) =>
        StreamId.Derived(session.Value, $"article:{wiki}:{title}");

    /// <summary>Whether an article takes another author.</summary>
    public bool HasRoom(ListedArticle article) => !(article.Authors.Count >= MostAuthors);

    public static ArticleList Evolve(ArticleList state, ArticleListEvent e) =>
        e switch
        {
            AuthorsPerArticleSet set => state with { MostAuthors = set.Most },
            ArticleOffered o => state with
            {
                Articles = state.Articles.SetItem(o.Article, ListedArticle.New(o.Wiki, o.Title, o.PageId)),
            },
            ArticleWithdrawn withdrawn => state with { Articles = state.Articles.Remove(withdrawn.Article) },
            ArticleEvent of when state.Articles.TryGetValue(of.Article, out var article) => state with
            {
                Articles = state.Articles.SetItem(of.Article, Evolve(article, of)),
            },
            _ => state,
        };

    private static ListedArticle Evolve(ListedArticle article, ArticleEvent e) =>
        e switch
        {
            ArticleAssigned a => article with { Authors = article.Authors.Add(a.Person) },
            ArticleReleased a => article with { Authors = article.Authors.Remove(a.Person) },
            ArticleReviewerAssigned a => article with { Reviewers = article.Reviewers.Add(a.Person) },
            ArticleReviewerReleased a => article with { Reviewers = article.Reviewers.Remove(a.Person) },
            ArticleMoved a => article with { Title = a.Title },
            ArticleCreated a => article with { PageId = a.PageId, State = ArticleState.Exists },
            ArticleRestored a => article with { PageId = a.PageId, State = ArticleState.Exists },
            ArticleDeleted => article with { State = ArticleState.Deleted, RedirectsTo = null },
            ArticleRedirected a => article with { State = ArticleState.Redirect, RedirectsTo = a.Target },
            ArticleRedirectLifted => article with { State = ArticleState.Exists, RedirectsTo = null },
            _ => article,
        };
}
