namespace CampaignDashboard.MediaWiki;

/// <summary>
/// An item as a wiki with Wikibase has it, under the <paramref name="Id"/> that was asked. <paramref name="Target"/> is the
/// item that it redirects to, whose <paramref name="Labels"/> these are; null for most. Labels are by the language they
/// are for, and there may be none.
/// </summary>
public sealed record WikiItem(string Id, bool IsMissing, string? Target, IReadOnlyDictionary<string, ItemLabel> Labels)
{
    internal static WikiItem Missing(string id) =>
        new(id, IsMissing: true, Target: null, new Dictionary<string, ItemLabel>(StringComparer.Ordinal));
}

/// <summary>
/// What an item is called. <paramref name="Language"/> is that of the text, which differs from the one that it is for where
/// the wiki fell back; <c>mul</c> means the same in many languages.
/// </summary>
public sealed record ItemLabel(string Text, string Language);
