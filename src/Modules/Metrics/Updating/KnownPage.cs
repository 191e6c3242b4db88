using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>What becomes of a page: where it is, or was when it was deleted; the title is null where it names a person.</summary>
internal readonly record struct PageState(bool IsDeleted, int Namespace, string? Title)
{
    /// <summary>What a wiki has under a page's number.</summary>
    public static PageState Of(PageOnWiki page) =>
        new(!page.Exists, page.Namespace, UserPageTitles.ForTheLog(page.Namespace, page.Title));
}

/// <summary>What a session knows of a page.</summary>
internal sealed record KnownPage(SessionId Session, long Page, PageState State)
{
    /// <summary>What is news to the session in what the page is now; none if all is as it was.</summary>
    public IEnumerable<ActivityEvent> NewsIn(PageState now, string wiki, DateTimeOffset at)
    {
        if (now.IsDeleted)
        {
            return State.IsDeleted ? [] : [new PageDeleted(Session, wiki, Page, at)];
        }

        var isMoved = (now.Namespace, now.Title) != (State.Namespace, State.Title);
        return
        [
            .. State.IsDeleted ? [new PageRestored(Session, wiki, Page, at)] : Array.Empty<ActivityEvent>(),
            .. isMoved
                ? [new PageMoved(Session, wiki, Page, now.Namespace, now.Title, at)]
                : Array.Empty<ActivityEvent>(),
        ];
    }
}
