using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>What a session knows of a page; the title is null where it names a person.</summary>
internal sealed record KnownPage(SessionId Session, long Page, bool IsDeleted, int Namespace, string? Title)
{
    /// <summary>What is news to the session in what the wiki has under the page's number now; none if all is as it was.</summary>
    public IEnumerable<ActivityEvent> NewsIn(PageOnWiki page, string wiki, DateTimeOffset now)
    {
        if (page.Title is null)
        {
            return IsDeleted ? [] : [new PageDeleted(Session, wiki, Page, now)];
        }

        var title = UserPageTitles.ForTheLog(page.Namespace, page.Title);
        var isMoved = page.Namespace != Namespace || title != Title;
        return
        [
            .. IsDeleted ? [new PageRestored(Session, wiki, Page, now)] : Array.Empty<ActivityEvent>(),
            .. isMoved
                ? [new PageMoved(Session, wiki, Page, page.Namespace, title, now)]
                : Array.Empty<ActivityEvent>(),
        ];
    }
}
