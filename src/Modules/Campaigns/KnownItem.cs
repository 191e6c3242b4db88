using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web.Localisation;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// What Wikidata said of an item, and when. <paramref name="Target"/> is the item that it redirects to, whose labels it has;
/// labels are by the language that each is for. They are what anybody wrote, to be encoded wherever they are shown.
/// </summary>
internal sealed record KnownItem(
    string Id,
    string? Target,
    bool IsMissing,
    IReadOnlyDictionary<string, ItemLabel> Labels,
    DateTimeOffset FetchedAt
)
{
    /// <summary>What it is called for this reader: in their language, else in English, else in any; null: nothing.</summary>
    public ItemLabel? LabelFor(Language reader) =>
        Language
            .All.Prepend(reader)
            .Select(language => Labels.GetValueOrDefault(language.Tag))
            .FirstOrDefault(label => label is not null);
}

/// <summary>What Wikidata said of the items that a coordinator names: which of them it does not have.</summary>
internal sealed record NamedItems(IReadOnlyCollection<string> Missing)
{
    /// <summary>It has them all, or does not say.</summary>
    public static readonly NamedItems Accepted = new([]);

    /// <summary>Why this item is refused; null: it is not, and neither is one that stood there <paramref name="before"/>.</summary>
    public Refusal? Refuse(string? asked, string? before = null) =>
        asked is not null && asked != before && Missing.Contains(asked, StringComparer.Ordinal)
            ? Refusal.Invalid(
                "no-such-item",
                $"Wikidata has no item {asked}. Look for the right one at https://www.wikidata.org, or leave the field empty."
            )
            : null;

    /// <summary>The same of the items of a session, and of its venue.</summary>
    public Refusal? Refuse(SessionDetails asked, SessionDetails? before = null) =>
        Refuse(asked.WikidataItem, before?.WikidataItem) ?? Refuse(asked.VenueItem, before?.VenueItem);
}
