using System.Text.Json.Serialization;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>A person, as the log knows them: no name, no address. Identity holds the map, which can be erased.</summary>
[JsonConverter(typeof(GuidIdJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IGuidId<PersonId>
{
    /// <inheritdoc/>
    public static PersonId From(Guid value) => new(value);

    /// <summary>Reads it off an address; false for what is no UUID.</summary>
    public static bool TryParse(string? text, out PersonId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
