using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>Articles of a list as rows of text and buttons.</summary>
public partial class ArticleItems
{
    /// <summary>Somebody who writes or reviews an article; without a name, who was here once.</summary>
    public sealed record Holder(PersonId Person, string? UserName);

    /// <summary>An article of a list, as the reader may see it: the holders are empty where they may not know them.</summary>
    public sealed record Item(
        Guid Id,
        string Title,
        string WikiName,
        string? Address,
        bool Exists,
        bool IsDeleted,
        bool IsRedirect,
        string? RedirectsTo,
        bool Available,
        int AuthorCount,
        IReadOnlyList<Holder> Authors,
        int ReviewerCount,
        IReadOnlyList<Holder> Reviewers
    );

    internal static IReadOnlyList<Item> Of(IEnumerable<ShowArticles.Article> articles, WikiDirectory wikis) =>
        [
            .. articles.Select(a => new Item(
                a.Id,
                a.Title,
                wikis.Find(a.Wiki)?.DisplayName ?? a.Wiki,
                a.Address,
                a.Exists,
                a.State == ArticleState.Deleted,
                a.State == ArticleState.Redirect,
                a.RedirectsTo,
                a.Available,
                a.AuthorCount,
                Holders(a.Authors),
                a.ReviewerCount,
                Holders(a.Reviewers)
            )),
        ];

    private static IReadOnlyList<Holder> Holders(IEnumerable<ShowArticles.Holder> holders) =>
        [.. holders.Select(h => new Holder(h.Person, h.UserName == People.Former ? null : h.UserName))];
}
