using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>A window as the fields of a form have it: days and times in a zone; whole days without times.</summary>
internal sealed record TypedWindow(string StartDate, string StartTime, string EndDate, string EndTime)
{
    /// <summary>What to type for this window; read again (<see cref="LocalWindow.Between"/>) it is the same window.</summary>
    public static TypedWindow Of(LocalWindow window, string zone)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var (start, end) = (TimeZoneInfo.ConvertTime(window.Start, tz), TimeZoneInfo.ConvertTime(window.End, tz));
        return (start.TimeOfDay, end.TimeOfDay) == (TimeSpan.Zero, TimeSpan.Zero)
            ? new(Day(start), "", Day(end.AddDays(-1)), "")
            : new(Day(start), Time(start), Day(end), Time(end));
    }

    /// <summary>What to type for an instant at which something begins or ends; a midnight needs no time.</summary>
    public static (string Date, string Time) Moment(DateTimeOffset? instant, string zone, bool asEnd)
    {
        if (instant is not { } at)
        {
            return ("", "");
        }

        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));
        return local.TimeOfDay != TimeSpan.Zero ? (Day(local), Time(local))
            : asEnd ? (Day(local.AddDays(-1)), "")
            : (Day(local), "");
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) =>
        at.ToString(at.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
}
