using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one organiser; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<OrganiserId>))]
public readonly record struct OrganiserId(Guid Value) : IGuidId<OrganiserId>
{
    /// <inheritdoc/>
    public static OrganiserId From(Guid value) => new(value);

    /// <summary>Reads the bare UUID of an address; public, for routes look for it here.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrganiserId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
