using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>What happened to the list of articles that a session offers. Instants are UTC.</summary>
public abstract record ArticleListEvent(SessionId Session, Guid Article, DateTimeOffset At);

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
) : ArticleListEvent(Session, Article, At);

/// <summary>A participant is the author of an article now.</summary>
public sealed record ArticleAssigned(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleListEvent(Session, Article, At);

/// <summary>An article lost its author and is available again.</summary>
public sealed record ArticleReleased(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleListEvent(Session, Article, At);
