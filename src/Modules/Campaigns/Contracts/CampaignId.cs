using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one campaign; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<CampaignId>))]
public readonly record struct CampaignId(Guid Value) : IGuidId<CampaignId>
{
    /// <inheritdoc/>
    public static CampaignId From(Guid value) => new(value);

    /// <summary>Reads the bare UUID of an address; public, for routes look for it here.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CampaignId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
