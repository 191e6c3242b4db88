using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

internal abstract record CampaignEvent;

/// <summary>An organiser started a campaign.</summary>
internal sealed record CampaignStarted(
    CampaignId Campaign,
    OrganiserId Organiser,
    string Title,
    string Slug,
    string Description,
    DateTimeOffset At
) : CampaignEvent;

/// <summary>A campaign was described anew: all that is told of it, and the last one holds.</summary>
internal sealed record CampaignDescribed(CampaignId Campaign, CampaignDetails Details, DateTimeOffset At)
    : CampaignEvent;

/// <summary>
/// What is told of a campaign. Its days are inclusive and without a time zone; without an end it is a long-term activity.
/// <paramref name="Image"/> is a file of Wikimedia Commons, <c>File:Museum.jpg</c>; <paramref name="Wikis"/> are what its
/// new sessions begin with, by database name, and perhaps their content namespaces: <c>enwiki: 0, 14</c>.
/// </summary>
internal sealed record CampaignDetails(
    string Title,
    string Description = "",
    DateOnly? Start = null,
    DateOnly? End = null,
    string? WikidataItem = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Image = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Wikis = null
)
{
    /// <summary>As it is kept: an empty field is none.</summary>
    public CampaignDetails Tidied() =>
        new(
            Title.Trim(),
            Description.OrNone() ?? "",
            Start,
            End,
            WikidataItem.OrNone()?.ToUpperInvariant(),
            CommonsFile.Tidied(Image),
            Wikis is { Count: > 0 } ? Wikis : null
        );

    /// <summary>Whether both say the same: lists by what is in them.</summary>
    public bool Says(CampaignDetails other) =>
        this with { Wikis = null } == other with { Wikis = null }
        && (Wikis ?? []).SequenceEqual(other.Wikis ?? [], StringComparer.Ordinal);
}

internal sealed record Campaign(bool Exists, CampaignDetails? Details = null) : IAggregate<Campaign, CampaignEvent>
{
    public static Campaign Initial => new(Exists: false);

    public static Campaign Evolve(Campaign state, CampaignEvent e) =>
        e switch
        {
            CampaignStarted started => new(Exists: true, new(started.Title, started.Description)),
            CampaignDescribed described => state with { Details = described.Details },
            _ => state,
        };
}
