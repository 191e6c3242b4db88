using System.Collections.Immutable;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>The articles that a session offers, each with its author, if it has one.</summary>
internal sealed record ArticleList(ImmutableDictionary<Guid, PersonId?> Authors)
    : IAggregate<ArticleList, ArticleListEvent>
{
    public static ArticleList Initial => new(ImmutableDictionary<Guid, PersonId?>.Empty);

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
