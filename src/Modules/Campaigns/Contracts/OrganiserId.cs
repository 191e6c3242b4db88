using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one organiser; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<OrganiserId>))]
public readonly record struct OrganiserId(Guid Value) : IGuidId<OrganiserId>
{
    /// <inheritdoc/>
    public static OrganiserId From(Guid value) => new(value);

    /// <summary>Reads it off an address; false for what is no UUID.</summary>
    public static bool TryParse(string? text, out OrganiserId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
