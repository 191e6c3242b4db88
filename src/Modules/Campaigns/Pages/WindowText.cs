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

        return from.Date == until.Date
            ? l["campaigns-hours-of-day", l.Date(DateOnly.FromDateTime(from)), Clock(from), Clock(until)]
            : l["campaigns-from-until", l.DateAndTime(start, zone), l.DateAndTime(end, zone)];
    }

    private static string Days(Localiser l, DateOnly first, DateOnly last) =>
        first == last ? l.Date(first) : l["campaigns-from-until", l.Date(first), l.Date(last)];

    private static DateTime Local(DateTimeOffset instant, string zone) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;

    private static string Clock(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);
}
