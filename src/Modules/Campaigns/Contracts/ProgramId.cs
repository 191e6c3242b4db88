using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Identifies one program; also the id of its stream.</summary>
[JsonConverter(typeof(GuidIdJson<ProgramId>))]
public readonly record struct ProgramId(Guid Value) : IGuidId<ProgramId>
{
    /// <inheritdoc/>
    public static ProgramId From(Guid value) => new(value);

    /// <summary>Reads the bare UUID of an address; public, for routes look for it here.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProgramId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
