using System.Collections.Immutable;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>What an article of a list is at its wiki, as far as is known.</summary>
internal enum ArticleState
{
    /// <summary>A page.</summary>
    Exists,

    /// <summary>No page yet.</summary>
    RedLink,

    /// <summary>A page that was deleted.</summary>
    Deleted,

    /// <summary>A page that leads to another.</summary>
    Redirect,
}

/// <summary>What somebody has to do with an article.</summary>
internal enum ArticleRole
{
    /// <summary>Writes it.</summary>
    Author,

    /// <summary>Reads what its authors wrote.</summary>
    Reviewer,
}

/// <summary>
/// An article of a list: its wiki and the title there, the number of its page unless it never had one, where it leads if
/// it is a redirect, and the people who write and review it.
/// </summary>
internal sealed record ListedArticle(
    string Wiki,
    string Title,
    long? PageId,
    ArticleState State,
    string? RedirectsTo,
    ImmutableHashSet<PersonId> Authors,
    ImmutableHashSet<PersonId> Reviewers
)
{
    /// <summary>An article as it is offered.</summary>
    public static ListedArticle New(string wiki, string title, long? pageId) =>
        new(wiki, title, pageId, pageId is null ? ArticleState.RedLink : ArticleState.Exists, null, [], []);

    /// <summary>The people of a role.</summary>
    public ImmutableHashSet<PersonId> Having(ArticleRole role) => role == ArticleRole.Author ? Authors : Reviewers;
}
