using System.Globalization;

namespace CampaignDashboard.Metrics;

/// <summary>Reads instants as people and programs write them.</summary>
internal static class Instants
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    // ISO 8601 alone: "12:00" would mean today, and 8/3 is a day of March or of August.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>A date means the last instant of that day, UTC; a time without an offset is UTC. Null: neither.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day == DateOnly.MaxValue
                ? DateTimeOffset.MaxValue
                : new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddTicks(-10);
        }

        // An offset's plus sign that nobody escaped arrives as a space.
        var iso = text.Length > 16 ? text.Replace(' ', '+') : text;
        return DateTimeOffset.TryParseExact(iso, Formats, CultureInfo.InvariantCulture, Utc, out var instant)
            ? instant
            : null;
    }
}
