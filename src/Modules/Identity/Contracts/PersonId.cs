using System.Text.Json.Serialization;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>A person, as the log knows them: no name, no address. Identity holds the map, which can be erased.</summary>
[JsonConverter(typeof(GuidIdJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IGuidId<PersonId>
{
    /// <inheritdoc/>
    public static PersonId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
