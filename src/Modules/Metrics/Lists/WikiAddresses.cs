using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web.Downloads;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>Where wikis show what is in lists; null for a wiki that is no longer known.</summary>
internal sealed class WikiAddresses(WikiDirectory wikis)
{
    private readonly Dictionary<string, Wiki?> known = new(StringComparer.Ordinal);
    private readonly Lock once = new();

    /// <summary>What people call a wiki.</summary>
    public string NameOf(string wiki) => Find(wiki)?.DisplayName ?? wiki;

    public string? Diff(string wiki, long revision) =>
        Find(wiki) is { } it ? wikis.DiffAddress(it.Id, revision).AbsoluteUri : null;

    /// <summary>A page by its title, or by its number where that is not told.</summary>
    public string? Page(string wiki, long page, string? title) =>
        Find(wiki) is not { } it ? null
        : title is null ? wikis.NumberAddress(it.Id, page).AbsoluteUri
        : wikis.PageAddress(it.Id, title).AbsoluteUri;

    /// <summary>What a user contributed to a wiki.</summary>
    public string? Contributions(string wiki, string user) =>
        Find(wiki) is { } it ? wikis.PageAddress(it.Id, $"Special:Contributions/{user}").AbsoluteUri : null;

    /// <summary>A page as Meta-Wiki links to it: <c>[[:w:en:Mary Anning|Mary Anning]]</c>; text for a wiki that it does not know.</summary>
    public static object? OnMeta(string wiki, string? title, string? text = null) =>
        title is null ? null
        : Interwiki.PrefixOf(wiki) is { } prefix ? new WikitextLink($"{prefix}:{title}", text ?? title)
        : text ?? title;

    // Rows are many and wikis few.
    private Wiki? Find(string wiki)
    {
        lock (once)
        {
            return known.TryGetValue(wiki, out var found) ? found : known[wiki] = wikis.Find(wiki);
        }
    }
}
