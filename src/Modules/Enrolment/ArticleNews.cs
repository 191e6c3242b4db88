using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// What wikis said of the articles of a list: pages by their numbers and by titles, each null if there is none, and where
/// redirects lead. What is not in here was not asked, and nothing follows from it.
/// </summary>
internal sealed class SeenPages
{
    /// <summary>Pages that were asked for by their numbers.</summary>
    public Dictionary<(string Wiki, long Page), PageInfo?> ByPage { get; } = [];

    /// <summary>Pages that were asked for by their titles.</summary>
    public Dictionary<(string Wiki, string Title), PageInfo?> ByTitle { get; } = [];

    /// <summary>Where the redirects among them lead; null for a page that may not be named.</summary>
    public Dictionary<(string Wiki, string Title), string?> Targets { get; } = [];
}

/// <summary>What follows for an article from what its wiki says of it now. Pure.</summary>
internal static class ArticleNews
{
    /// <summary>The events of one article; none if it is as it was, or if its wiki was not asked.</summary>
    public static IEnumerable<ArticleListEvent> Of(
        SessionId session,
        Guid id,
        ListedArticle article,
        SeenPages seen,
        DateTimeOffset now
    ) =>
        article.State switch
        {
            ArticleState.RedLink => Created(session, id, article, seen, now),
            ArticleState.Deleted => Restored(session, id, article, seen, now),
            _ => Changed(session, id, article, seen, now),
        };

    private static IEnumerable<ArticleListEvent> Created(
        SessionId session,
        Guid id,
        ListedArticle article,
        SeenPages seen,
        DateTimeOffset now
    ) =>
        seen.ByTitle.GetValueOrDefault((article.Wiki, article.Title)) is { PageId: { } page } found
            ?
            [
                new ArticleCreated(session, id, article.Wiki, article.Title, page, now),
                .. Redirected(session, id, article, article.Title, found, seen, now),
            ]
            : [];

    /// <summary>The same page again, wherever it is now, or another one under the title.</summary>
    private static IEnumerable<ArticleListEvent> Restored(
        SessionId session,
        Guid id,
        ListedArticle article,
        SeenPages seen,
        DateTimeOffset now
    )
    {
        var found =
            seen.ByPage.GetValueOrDefault((article.Wiki, article.PageId ?? 0))
            ?? seen.ByTitle.GetValueOrDefault((article.Wiki, article.Title));
        if (found is not { PageId: { } page })
        {
            return [];
        }

        var restored = new ArticleRestored(session, id, article.Wiki, article.Title, page, now);
        var again = article with { PageId = page, State = ArticleState.Exists, RedirectsTo = null };
        return [restored, .. MovedAndRedirected(session, id, again, found, seen, now)];
    }

    private static IEnumerable<ArticleListEvent> Changed(
        SessionId session,
        Guid id,
        ListedArticle article,
        SeenPages seen,
        DateTimeOffset now
    ) =>
        article.PageId is not { } page || !seen.ByPage.TryGetValue((article.Wiki, page), out var found) ? []
        : found is null ? [new ArticleDeleted(session, id, article.Wiki, article.Title, now)]
        : MovedAndRedirected(session, id, article, found, seen, now);

    private static IEnumerable<ArticleListEvent> MovedAndRedirected(
        SessionId session,
        Guid id,
        ListedArticle article,
        PageInfo found,
        SeenPages seen,
        DateTimeOffset now
    )
    {
        // The title of a user's page names a person and comes into no event: the article is called as it was.
        var title = UserPages.Holds(found.Namespace) ? article.Title : found.Title;
        if (title != article.Title)
        {
            yield return new ArticleMoved(session, id, article.Wiki, title, article.Title, now);
        }

        foreach (var e in Redirected(session, id, article, title, found, seen, now))
        {
            yield return e;
        }
    }

    private static IEnumerable<ArticleListEvent> Redirected(
        SessionId session,
        Guid id,
        ListedArticle article,
        string title,
        PageInfo found,
        SeenPages seen,
        DateTimeOffset now
    )
    {
        var was = article.State == ArticleState.Redirect;
        if (!found.IsRedirect)
        {
            return was ? [new ArticleRedirectLifted(session, id, article.Wiki, title, now)] : [];
        }

        return
            seen.Targets.TryGetValue((article.Wiki, found.Title), out var target)
            && !(was && target == article.RedirectsTo)
            ? [new ArticleRedirected(session, id, article.Wiki, title, target, now)]
            : [];
    }
}
