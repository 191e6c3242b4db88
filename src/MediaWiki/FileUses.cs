namespace CampaignDashboard.MediaWiki;

/// <summary>Counts on how many content pages files are used, over all wikis that the files' wiki tells of.</summary>
public sealed class FileUses
{
    private const string GlobalUsage = "GlobalUsage";

    private static readonly int[] ContentOfStrangers = [0];

    private readonly ActionApi api;
    private readonly SiteInfos sites;
    private readonly WikiDirectory directory;

    /// <summary>Nothing is asked before it is needed.</summary>
    public FileUses(ActionApi api, SiteInfos sites, WikiDirectory directory) =>
        (this.api, this.sites, this.directory) = (api, sites, directory);

    /// <summary>
    /// The number of content pages that use each of these files, by the number of the file's page; none for files that are
    /// gone. Which namespaces hold content is said by the directory; in wikis that it does not know only the first does.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, int>> Count(
        Wiki wiki,
        IReadOnlyCollection<long> files,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
        {
            return new Dictionary<long, int>();
        }
        SiteInfo site = await sites.Of(wiki, ct);
        var uses = new HashSet<FileUse>();
        await foreach (
            IReadOnlyList<FileUse> some in api.FileUses(wiki, files, site.Extensions.Contains(GlobalUsage), ct)
        )
        {
            uses.UnionWith(some.Where(u => IsContent(wiki, u)));
        }
        Dictionary<long, int> counts = uses.CountBy(u => u.File).ToDictionary();
        return files.Distinct().ToDictionary(f => f, counts.GetValueOrDefault);
    }

    private bool IsContent(Wiki wiki, FileUse use)
    {
        IReadOnlyList<int> content =
            use.Host is null ? wiki.ContentNamespaces
            : directory.Find(use.Host) is { } other ? other.ContentNamespaces
            : ContentOfStrangers;
        return content.Contains(use.Namespace);
    }
}
