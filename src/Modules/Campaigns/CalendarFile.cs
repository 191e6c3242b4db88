using System.Globalization;
using System.Text;

namespace CampaignDashboard.Campaigns;

/// <summary>A session as an entry of somebody's calendar. <c>Place</c> is a venue's name and address, or empty. Instants are UTC; <c>Version</c> begins with 1.</summary>
internal sealed record CalendarEntry(
    Guid Session,
    string Title,
    string Description,
    string Place,
    (decimal Latitude, decimal Longitude)? Coordinates,
    Uri Page,
    DateTimeOffset Start,
    DateTimeOffset End,
    long Version,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    bool IsCancelled
);

/// <summary>
/// Writes iCalendar (RFC 5545). Nothing in it comes from the moment of writing, so the same sessions give the same bytes. A
/// session's id is its UID and its stream's version its SEQUENCE, so that a calendar takes a change for a change, and never
/// for another event.
/// </summary>
internal static class CalendarFile
{
    public const string MediaType = "text/calendar; charset=utf-8";

    // Section 3.1: octets without the line break.
    private const int LongestLine = 75;

    /// <summary>A calendar of that name with these entries, as UTF-8.</summary>
    public static byte[] Write(string name, IEnumerable<CalendarEntry> entries)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Campaign dashboard//Sessions//EN");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        // RFC 7986, and what programs read that are older than it.
        Text(file, "NAME", name);
        Text(file, "X-WR-CALNAME", name);
        Line(file, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        Line(file, "X-PUBLISHED-TTL:PT6H");
        foreach (var entry in entries)
        {
            Write(file, entry);
        }

        Line(file, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static void Write(StringBuilder file, CalendarEntry entry)
    {
        Line(file, "BEGIN:VEVENT");
        Line(file, $"UID:{entry.Session}");
        Line(file, $"DTSTAMP:{Utc(entry.Changed)}");
        Line(file, $"CREATED:{Utc(entry.Created)}");
        Line(file, $"LAST-MODIFIED:{Utc(entry.Changed)}");
        Line(file, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{entry.Version - 1}"));
        Line(file, $"DTSTART:{Utc(entry.Start)}");
        Line(file, $"DTEND:{Utc(entry.End)}");
        // Said either way: a session may be called off, and then take place after all.
        Line(file, entry.IsCancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        Text(file, "SUMMARY", entry.Title);
        if (entry.Place.Length > 0)
        {
            Text(file, "LOCATION", entry.Place);
        }

        if (entry.Coordinates is { } at)
        {
            Line(file, string.Create(CultureInfo.InvariantCulture, $"GEO:{at.Latitude};{at.Longitude}"));
        }

        // Many programs show no URL, so the description ends with it.
        Text(file, "DESCRIPTION", $"{entry.Description}\n\n{entry.Page.AbsoluteUri}".TrimStart());
        Line(file, $"URL:{entry.Page.AbsoluteUri}");
        Line(file, "END:VEVENT");
    }

    private static string Utc(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static void Text(StringBuilder file, string property, string text) =>
        Line(file, $"{property}:{Escaped(text)}");

    /// <summary>Section 3.3.11: backslash, semicolon, comma and line break are escaped; other control characters may not be.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                _ when char.IsControl(c) && c != '\t' => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Section 3.1: longer lines go on behind a line break and a space, and no character is torn apart.</summary>
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
