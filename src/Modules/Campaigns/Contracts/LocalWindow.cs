using System.Globalization;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// A window <c>[start, end)</c> in UTC from local times in an IANA time zone. A date without a time as start means from
/// the beginning of that day, as end to the end of it.
/// </summary>
public readonly record struct LocalWindow(DateTimeOffset Start, DateTimeOffset End)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    // A day before the end of the calendar, so that it has a UTC everywhere.
    private static readonly DateTime Last = DateTime.MaxValue.Date.AddDays(-1);

    /// <summary>True if there is a zone of that name (<c>Europe/Amsterdam</c>).</summary>
    public static bool IsZone(string? zone) =>
        zone is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    /// <summary>True for a date (<c>2026-03-08</c>) or a local time (<c>2026-03-08T13:00</c>).</summary>
    public static bool IsLocalTime(string? text) => TryRead(text, out _, out _);

    /// <summary>The window between two local times, or null if one of them or the zone cannot be read.</summary>
    public static LocalWindow? Between(string start, string end, string zone)
    {
        return (Instant(start, zone, asEnd: false), Instant(end, zone, asEnd: true)) is ({ } from, { } until)
            ? new(from, until)
            : null;
    }

    /// <summary>
    /// The instant of a local time at which something begins, or (<paramref name="asEnd"/>) at which it ends: then a date
    /// means the end of that day. Null if the time or the zone cannot be read.
    /// </summary>
    public static DateTimeOffset? Instant(string? text, string zone, bool asEnd)
    {
        if (!IsZone(zone) || !TryRead(text, out var local, out var wholeDay))
        {
            return null;
        }

        var day = asEnd && wholeDay ? local.AddDays(1) : local;
        return ToUtc(day, TimeZoneInfo.FindSystemTimeZoneById(zone));
    }

    /// <summary>
    /// The window whose local times are so many days later: where the clocks change meanwhile, the time of day stays. It
    /// doesn't leave the calendar.
    /// </summary>
    public LocalWindow Later(TimeSpan by, string zone)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return new(Later(Start, by, tz), Later(End, by, tz));
    }

    /// <summary>The instant whose local time is so many days later, likewise; null for none.</summary>
    public static DateTimeOffset? Later(DateTimeOffset? instant, TimeSpan by, string zone) =>
        instant is { } at ? Later(at, by, TimeZoneInfo.FindSystemTimeZoneById(zone)) : null;

    private static DateTimeOffset Later(DateTimeOffset instant, TimeSpan by, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        return ToUtc(local > Last - by ? Last : local + by, zone);
    }

    /// <summary>
    /// A local time that the clock skips in spring means the instant it jumps; one that it shows twice in autumn means
    /// the first.
    /// </summary>
    private static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return Jump(local, zone);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    // Clocks jump on full minutes; the gap is at most some hours long.
    private static DateTimeOffset Jump(DateTime skipped, TimeZoneInfo zone)
    {
        var last = skipped;
        while (zone.IsInvalidTime(last))
        {
            last = last.AddMinutes(-1);
        }

        return new DateTimeOffset(last, zone.GetUtcOffset(last)).AddMinutes(1).ToUniversalTime();
    }

    private static bool TryRead(string? text, out DateTime local, out bool wholeDay)
    {
        wholeDay = DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        );
        local = day.ToDateTime(TimeOnly.MinValue);
        return (
                wholeDay
                || DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out local)
            )
            // In the first and the last year of the calendar the day after, or the same time in UTC, may be none.
            && local.Year is > 1 and < 9999;
    }
}
