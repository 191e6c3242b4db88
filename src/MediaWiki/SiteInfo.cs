namespace CampaignDashboard.MediaWiki;

/// <summary>A namespace of a wiki: its number, its name there, its English name, and whether it holds content.</summary>
public sealed record WikiNamespace(int Number, string Name, string CanonicalName, bool IsContent);

/// <summary>
/// What a wiki says of itself. <paramref name="ReadOnlyReason"/> is null when it takes edits;
/// <paramref name="Extensions"/> tells what else may be asked (CentralAuth, GlobalUsage, WikibaseRepository …).
/// </summary>
public sealed record SiteInfo(
    WikiId Id,
    string SiteName,
    string Generator,
    string? ReadOnlyReason,
    IReadOnlyList<WikiNamespace> Namespaces,
    IReadOnlySet<string> Extensions
)
{
    /// <summary>The numbers of the namespaces that hold content, ascending.</summary>
    public IReadOnlyList<int> ContentNamespaces { get; } =
    [.. Namespaces.Where(n => n.IsContent).Select(n => n.Number).Order()];

    /// <summary>Whether its accounts are those of other wikis too, which it can tell of (CentralAuth).</summary>
    public bool SharesAccounts => Extensions.Contains("CentralAuth");
}
