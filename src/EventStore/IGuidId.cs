using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignDashboard.EventStore;

/// <summary>
/// An identifier of one kind of thing, a UUID inside: the compiler tells a session from a person. Written as the bare
/// UUID in JSON and in addresses.
/// </summary>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    /// <summary>The UUID.</summary>
    Guid Value { get; }

    /// <summary>The identifier with this UUID.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Reads identifiers.</summary>
public static class GuidId
{
    /// <summary>Reads an identifier off an address; false for what is no UUID.</summary>
    public static bool TryParse<T>(string? text, out T id)
        where T : struct, IGuidId<T>
    {
        var parsed = Guid.TryParse(text, out var value);
        id = T.From(value);
        return parsed;
    }
}

/// <summary>Writes an identifier as its bare UUID.</summary>
public sealed class GuidIdJson<T> : JsonConverter<T>
    where T : struct, IGuidId<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetGuid());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
