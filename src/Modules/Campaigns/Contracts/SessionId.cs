using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one session; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<SessionId>))]
public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <summary>Reads the bare UUID of an address; public, for routes look for it here.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
