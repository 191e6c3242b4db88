using System.Globalization;
using CampaignDashboard.Web.Localisation;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>A window in words: whole days as days, hours of one day once with their day, all in the window's own zone.</summary>
internal static class WindowText
{
    public static string Of(Localiser l, DateTimeOffset start, DateTimeOffset end, string zone)
    {
        var from = Local(start, zone);
        var until = Local(end, zone);
        if (from.TimeOfDay == TimeSpan.Zero && until.TimeOfDay == TimeSpan.Zero && until > from)
        {
            return Days(l, DateOnly.FromDateTime(from), DateOnly.FromDateTime(until.AddDays(-1)));
        }

        var (first, last) = (DateOnly.FromDateTime(from), LastDay(until));
        return first == last
            ? l["campaigns-hours-of-day", l.Date(first), Clock(from), EndClock(until)]
            : l["campaigns-from-until", At(l, first, Clock(from)), At(l, last, EndClock(until))];
    }

    // A window that ends at midnight ends with the day before, at 24:00: people think of the evening, not of the next day.
    private static DateOnly LastDay(DateTime until) =>
        DateOnly.FromDateTime(until.TimeOfDay == TimeSpan.Zero ? until.AddDays(-1) : until);

    private static string EndClock(DateTime until) => until.TimeOfDay == TimeSpan.Zero ? "24:00" : Clock(until);

    private static string At(Localiser l, DateOnly day, string clock) => l["web-date-and-time", l.Date(day), clock];

    private static string Days(Localiser l, DateOnly first, DateOnly last) =>
        first == last ? l.Date(first) : l["campaigns-from-until", l.Date(first), l.Date(last)];

    private static DateTime Local(DateTimeOffset instant, string zone) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;

    private static string Clock(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);
}
