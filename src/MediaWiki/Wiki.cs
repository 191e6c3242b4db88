namespace CampaignDashboard.MediaWiki;

/// <summary>A wiki's database name, such as <c>enwiki</c>: its stable name in the log, whatever its address.</summary>
public readonly record struct WikiId(string Value)
{
    /// <summary>The database name itself.</summary>
    public override string ToString() => Value;
}

/// <summary>
/// A wiki and where to reach it. <paramref name="Api"/> is the address of its <c>api.php</c>,
/// <paramref name="DisplayName"/> what people call it (<c>en.wikipedia</c>), <paramref name="PageBase"/> what the
/// address of a page begins with, <paramref name="ContentNamespaces"/> the namespaces whose edits are content.
/// </summary>
public sealed record Wiki(WikiId Id, Uri Api, string DisplayName, Uri PageBase, IReadOnlyList<int> ContentNamespaces);
