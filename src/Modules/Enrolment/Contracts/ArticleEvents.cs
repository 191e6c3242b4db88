using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>What happened to the list of articles that a session offers. Instants are UTC.</summary>
public abstract record ArticleListEvent(SessionId Session, DateTimeOffset At);

/// <summary>What happened to one article of the list. Its id stays when its title changes.</summary>
public abstract record ArticleEvent(SessionId Session, Guid Article, DateTimeOffset At) : ArticleListEvent(Session, At);

/// <summary>
/// A subject to write about was put on a session's list: an article as the wiki spells its title. Without
/// <paramref name="PageId"/> it did not exist then, a red link.
/// </summary>
public sealed record ArticleOffered(
    SessionId Session,
    Guid Article,
    string Wiki,
    string Title,
    long? PageId,
    DateTimeOffset At
) : ArticleEvent(Session, Article, At);

/// <summary>An article was taken off a session's list by a coordinator. Its authors and reviewers were released before.</summary>
public sealed record ArticleWithdrawn(SessionId Session, Guid Article, string Wiki, string Title, DateTimeOffset At)
    : ArticleEvent(Session, Article, At);

/// <summary>A participant is an author of an article now.</summary>
public sealed record ArticleAssigned(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleEvent(Session, Article, At);

/// <summary>An article lost an author; it is available again if there is room for one.</summary>
public sealed record ArticleReleased(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleEvent(Session, Article, At);

/// <summary>A participant reviews an article that others write.</summary>
public sealed record ArticleReviewerAssigned(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleEvent(Session, Article, At);

/// <summary>A participant reviews an article no more.</summary>
public sealed record ArticleReviewerReleased(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleEvent(Session, Article, At);

/// <summary>
/// So many authors may share an article of the list from now on; null is as many as wish. A list begins with one. Authors
/// whom an article has already stay.
/// </summary>
public sealed record AuthorsPerArticleSet(SessionId Session, int? Most, DateTimeOffset At)
    : ArticleListEvent(Session, At);

/// <summary>
/// A wiki has the page of an article under another title now. Not told of a page that moved among the pages of users,
/// whose titles name people: such an article keeps its title.
/// </summary>
public sealed record ArticleMoved(
    SessionId Session,
    Guid Article,
    string Wiki,
    string Title,
    string FormerTitle,
    DateTimeOffset At
) : ArticleEvent(Session, Article, At);

/// <summary>A red link became a page of its wiki, with the number by which it is known from now on.</summary>
public sealed record ArticleCreated(
    SessionId Session,
    Guid Article,
    string Wiki,
    string Title,
    long PageId,
    DateTimeOffset At
) : ArticleEvent(Session, Article, At);

/// <summary>A wiki deleted the page of an article, which stays on the list.</summary>
public sealed record ArticleDeleted(SessionId Session, Guid Article, string Wiki, string Title, DateTimeOffset At)
    : ArticleEvent(Session, Article, At);

/// <summary>A wiki has a page again for an article that was deleted: the old one, or another under its title.</summary>
public sealed record ArticleRestored(
    SessionId Session,
    Guid Article,
    string Wiki,
    string Title,
    long PageId,
    DateTimeOffset At
) : ArticleEvent(Session, Article, At);

/// <summary>
/// The page of an article became a redirect, or leads elsewhere now: to <paramref name="Target"/>, null where that is a
/// page of a user, of another wiki, or none.
/// </summary>
public sealed record ArticleRedirected(
    SessionId Session,
    Guid Article,
    string Wiki,
    string Title,
    string? Target,
    DateTimeOffset At
) : ArticleEvent(Session, Article, At);

/// <summary>The page of an article is no redirect any more.</summary>
public sealed record ArticleRedirectLifted(
    SessionId Session,
    Guid Article,
    string Wiki,
    string Title,
    DateTimeOffset At
) : ArticleEvent(Session, Article, At);
