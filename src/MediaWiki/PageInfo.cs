namespace CampaignDashboard.MediaWiki;

/// <summary>What a wiki knows of a title.</summary>
public enum PageState
{
    /// <summary>There is such a page.</summary>
    Exists,

    /// <summary>The title is possible, but there is no such page.</summary>
    Missing,

    /// <summary>No page of this wiki can have the title: bad characters, a special page, another wiki's prefix.</summary>
    Invalid,
}

/// <summary>
/// A page as its wiki sees it. <paramref name="Title"/> is the wiki's own spelling of what was
/// <paramref name="Asked"/>; <paramref name="PageId"/> and <paramref name="LastRevision"/> are null unless it exists.
/// </summary>
public sealed record PageInfo(
    string Asked,
    string Title,
    PageState State,
    int Namespace,
    long? PageId,
    long? LastRevision,
    bool IsRedirect
)
{
    /// <summary>
    /// Where a redirect leads in the end: null for what is none, where that was not asked, and for a page of another wiki, a
    /// special page, or a circle.
    /// </summary>
    public PageInfo? LeadsTo { get; init; }
}
