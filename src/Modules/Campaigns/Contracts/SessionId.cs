using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one session; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<SessionId>))]
public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <summary>Reads it off an address; false for what is no UUID.</summary>
    public static bool TryParse(string? text, out SessionId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
