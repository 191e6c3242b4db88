namespace CampaignDashboard.MediaWiki;

/// <summary>
/// What a wiki has under the number of a page. <paramref name="Title"/> is null when it has none any more: the page was
/// deleted (restored, it has its number again), or the number was never one.
/// </summary>
public sealed record PageOnWiki(long PageId, string? Title, int Namespace, bool IsRedirect)
{
    /// <summary>Whether there is such a page.</summary>
    public bool Exists => Title is not null;
}
