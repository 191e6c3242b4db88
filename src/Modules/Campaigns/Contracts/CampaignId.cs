using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one campaign; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<CampaignId>))]
public readonly record struct CampaignId(Guid Value) : IGuidId<CampaignId>
{
    /// <inheritdoc/>
    public static CampaignId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
