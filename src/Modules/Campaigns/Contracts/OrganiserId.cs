using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one organiser; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<OrganiserId>))]
public readonly record struct OrganiserId(Guid Value) : IGuidId<OrganiserId>
{
    /// <inheritdoc/>
    public static OrganiserId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
