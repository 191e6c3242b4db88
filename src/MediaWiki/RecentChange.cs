using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Something that somebody did on a wiki just now, as its stream tells it. <paramref name="Type"/> is <c>edit</c>, <c>new</c>,
/// <c>log</c>, <c>categorize</c> or <c>external</c>, <paramref name="LogType"/> which log, such as <c>upload</c>.
/// </summary>
public sealed record RecentChange(WikiId Wiki, string User, string Type, string? LogType, DateTimeOffset At)
{
    /// <summary>Where the stream goes on after it; null if the stream did not say.</summary>
    public StreamPlace? Place { get; init; }

    /// <summary>Whether the user's contributions have something now that they did not have before.</summary>
    public bool IsContribution => Type is "edit" or "new" || (Type is "log" && LogType is "upload" or "move");

    /// <summary>
    /// Reads an event of the schema <c>mediawiki/recentchange</c>; null: a canary, which is sent now and then to show that
    /// the stream flows. Throws what <see cref="JsonFields"/> throws, and <see cref="JsonException"/>.
    /// </summary>
    internal static RecentChange? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement change = document.RootElement;
        return change.GetProperty("meta").Text("domain") is "canary"
            ? null
            : new(
                new(change.Text("wiki")),
                change.Text("user"),
                change.Text("type"),
                change.OptionalText("log_type"),
                DateTimeOffset.FromUnixTimeSeconds(change.Number("timestamp"))
            );
    }
}

/// <summary>
/// A place in a stream of events: after the event with this id; where the stream does not know it any more, or
/// <paramref name="EventId"/> is null, after this instant.
/// </summary>
public sealed record StreamPlace(string? EventId, DateTimeOffset At);
