using System.Globalization;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Fields of an answer: those that are needed throw when absent or of another kind (see <see cref="ApiAnswer.Read"/>),
/// those that may be absent are null or false.
/// </summary>
internal static class JsonFields
{
    internal static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    internal static string? OptionalText(this JsonElement element, string name) =>
        element.Has(name, out JsonElement value) ? value.GetString() : null;

    internal static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    internal static int Count(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    internal static long? OptionalNumber(this JsonElement element, string name) =>
        element.Has(name, out JsonElement value) ? value.GetInt64() : null;

    internal static int? OptionalCount(this JsonElement element, string name) =>
        element.Has(name, out JsonElement value) ? value.GetInt32() : null;

    internal static bool Flag(this JsonElement element, string name) =>
        element.Has(name, out JsonElement value) && value.GetBoolean();

    internal static DateTimeOffset Instant(this JsonElement element, string name) => Instant(element.Text(name));

    internal static DateTimeOffset? OptionalInstant(this JsonElement element, string name) =>
        element.OptionalText(name) is { } text ? Instant(text) : null;

    internal static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray();

    internal static IEnumerable<JsonElement> OptionalItems(this JsonElement element, string name) =>
        element.Has(name, out JsonElement value) ? value.EnumerateArray() : [];

    /// <summary>The parameters of the next request; null at the end of the list.</summary>
    internal static Dictionary<string, string>? Continuation(this JsonElement root) =>
        root.Has("continue", out JsonElement next)
            ? next.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal)
            : null;

    /// <summary>The same, after a request with these parameters; a wiki that sends us there again would do so for ever.</summary>
    internal static Dictionary<string, string>? MovedOn(this JsonElement root, Dictionary<string, string> from)
    {
        Dictionary<string, string>? next = root.Continuation();
        return next is not null && next.Count == from.Count && !from.Except(next).Any()
            ? throw new FormatException("The continuation does not move.")
            : next;
    }

    internal static bool Has(this JsonElement element, string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.ParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
}
