using System.Collections.Immutable;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment;

internal abstract record ArticleListEvent(SessionId Session, Guid Article, DateTimeOffset At);

/// <summary>
/// A subject to write about was put on a session's list: an article as the wiki spells its title. Without
/// <paramref name="PageId"/> it did not exist then, a red link.
/// </summary>
internal sealed record ArticleOffered(
    SessionId Session,
    Guid Article,
    string Wiki,
    string Title,
    long? PageId,
    DateTimeOffset At
) : ArticleListEvent(Session, Article, At);

/// <summary>A participant is the author of an article now.</summary>
internal sealed record ArticleAssigned(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleListEvent(Session, Article, At);

/// <summary>An article lost its author and is available again.</summary>
internal sealed record ArticleReleased(SessionId Session, Guid Article, PersonId Person, DateTimeOffset At)
    : ArticleListEvent(Session, Article, At);

/// <summary>The articles that a session offers, each with its author, if it has one.</summary>
internal sealed record ArticleList(ImmutableDictionary<Guid, PersonId?> Authors)
    : IAggregate<ArticleList, ArticleListEvent>
{
    public static ArticleList Initial => new(ImmutableDictionary<Guid, PersonId?>.Empty);

    public static Guid StreamOf(SessionId session) => StreamId.Derived(session.Value, "articles");

    /// <summary>The id of an article follows from what it is, so that offering it twice is seen.</summary>
    public static Guid IdOf(SessionId session, string wiki, string title) =>
        StreamId.Derived(session.Value, $"article:{wiki}:{title}");

    public static ArticleList Evolve(ArticleList state, ArticleListEvent e) =>
        e switch
        {
            ArticleOffered => new(state.Authors.SetItem(e.Article, null)),
            ArticleAssigned assigned => new(state.Authors.SetItem(e.Article, assigned.Person)),
            ArticleReleased => new(state.Authors.SetItem(e.Article, null)),
            _ => state,
        };
}
