using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one campaign; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<CampaignId>))]
public readonly record struct CampaignId(Guid Value) : IGuidId<CampaignId>
{
    /// <inheritdoc/>
    public static CampaignId From(Guid value) => new(value);

    /// <summary>Reads it off an address; false for what is no UUID.</summary>
    public static bool TryParse(string? text, out CampaignId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
