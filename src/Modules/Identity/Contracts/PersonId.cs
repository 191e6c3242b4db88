using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>A person, as the log knows them: no name, no address. Identity holds the map, which can be erased.</summary>
[JsonConverter(typeof(GuidIdJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IGuidId<PersonId>
{
    /// <inheritdoc/>
    public static PersonId From(Guid value) => new(value);

    /// <summary>Reads the bare UUID of an address; public, for routes look for it here.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PersonId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
