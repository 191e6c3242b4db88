using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>A month of sessions: a table, or on a narrow screen a list of its days.</summary>
public partial class SessionCalendar
{
    /// <summary>
    /// A month as whole weeks, with the sessions of each day. A session stands on every day that it touches by the clocks of
    /// its own place.
    /// </summary>
    public sealed record Month(DateOnly First, IReadOnlyList<IReadOnlyList<SessionCalendar.Month.Day>> Weeks)
    {
        /// <summary>A day. Those of the months beside it only fill up the weeks.</summary>
        public sealed record Day(DateOnly Date, bool IsOfMonth, IReadOnlyList<Entry> Entries);

        /// <summary>A session on one day: when it begins then, or else when it ends then, or neither on a whole day.</summary>
        public sealed record Entry(SessionPlan Session, TimeOnly? Begins, TimeOnly? Ends, bool IsContinued);

        /// <summary>The days of the month that have sessions.</summary>
        public IEnumerable<Day> Busy =>
            Weeks.SelectMany(week => week).Where(day => day is { IsOfMonth: true, Entries.Count: > 0 });

        /// <summary>Its name, with the year.</summary>
        public string Name(CultureInfo culture) => First.ToString("MMMM yyyy", culture);

        /// <summary>A month as addresses have it: 2026-11.</summary>
        public static string Address(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

        /// <summary>The first day of a month written as 2026-11; null if it is none that has neighbours.</summary>
        public static DateOnly? Read(string? text) =>
            DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Year is > 2 and < 9998
                ? first
                : null;

        /// <summary>The first and the last day that the month's weeks show.</summary>
        public static (DateOnly First, DateOnly Last) Shown(DateOnly first, DayOfWeek weekStart)
        {
            var begin = first.AddDays(-(((int)first.DayOfWeek - (int)weekStart + 7) % 7));
            var days = first.AddMonths(1).DayNumber - begin.DayNumber;
            return (begin, begin.AddDays(((days + 6) / 7 * 7) - 1));
        }

        /// <summary>The month that begins with this day, with these sessions.</summary>
        public static Month Of(DateOnly first, DayOfWeek weekStart, IEnumerable<SessionPlan> sessions)
        {
            var (begin, last) = Shown(first, weekStart);
            var byDay = sessions
                .SelectMany(session => DaysOf(session, begin, last))
                .ToLookup(onDay => onDay.Date, onDay => onDay.Entry);
            var days = Enumerable
                .Range(0, last.DayNumber - begin.DayNumber + 1)
                .Select(begin.AddDays)
                .Select(date => new Day(date, date.Month == first.Month, [.. byDay[date].OrderBy(e => e.Begins)]));
            return new(first, [.. days.Chunk(7)]);
        }

        private static IEnumerable<(DateOnly Date, Entry Entry)> DaysOf(
            SessionPlan session,
            DateOnly begin,
            DateOnly last
        )
        {
            var starts = Local(session.Start, session.TimeZone);
            var ends = Local(session.End, session.TimeZone);
            var lastDay = DateOnly.FromDateTime(ends.AddTicks(-1));
            var firstDay = DateOnly.FromDateTime(starts);
            var end = lastDay < last ? lastDay : last;
            for (var day = firstDay < begin ? begin : firstDay; day <= end; day = day.AddDays(1))
            {
                var begins = day == firstDay && starts.TimeOfDay > TimeSpan.Zero;
                var endsThen = day == lastDay && ends.TimeOfDay > TimeSpan.Zero;
                yield return (
                    day,
                    new(
                        session,
                        begins || (day == firstDay && endsThen) ? TimeOnly.FromDateTime(starts) : null,
                        endsThen ? TimeOnly.FromDateTime(ends) : null,
                        day > firstDay
                    )
                );
            }
        }

        private static DateTime Local(DateTimeOffset instant, string zone) =>
            TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;
    }
}
