namespace CampaignDashboard.Campaigns;

/// <summary>How often a session of a series takes place.</summary>
internal enum Rhythm
{
    /// <summary>Only once.</summary>
    Once,

    /// <summary>Every seven days.</summary>
    Weekly,

    /// <summary>Every fourteen days.</summary>
    Fortnightly,

    /// <summary>
    /// On the same weekday of each month, as the second Tuesday; after the fifth one of a month, on the last one of each.
    /// </summary>
    Monthly,
}

/// <summary>The days of a series.</summary>
internal static class Series
{
    /// <summary>How many sessions may be made at a time.</summary>
    public const int Longest = 60;

    /// <summary>
    /// So many days from the first one on, or all until a last day; at most one more than <see cref="Longest"/>, to be told
    /// from a series that is not too long.
    /// </summary>
    public static IReadOnlyList<DateOnly> Days(DateOnly first, Rhythm every, int? times, DateOnly? until) =>
        [
            .. Enumerable
                .Range(0, Math.Min(every == Rhythm.Once ? 1 : times ?? int.MaxValue, Longest + 1))
                .Select(n => Day(first, every, n))
                .TakeWhile(day => every == Rhythm.Once || !(day > until)),
        ];

    private static DateOnly Day(DateOnly first, Rhythm every, int n) =>
        every switch
        {
            Rhythm.Weekly => first.AddDays(7 * n),
            Rhythm.Fortnightly => first.AddDays(14 * n),
            Rhythm.Monthly => SameWeekday(first, n),
            _ => first,
        };

    private static DateOnly SameWeekday(DateOnly first, int months)
    {
        var month = new DateOnly(first.Year, first.Month, 1).AddMonths(months);
        var weekday = ((int)first.DayOfWeek - (int)month.DayOfWeek + 7) % 7;
        var day = month.AddDays(weekday + ((first.Day - 1) / 7 * 7));
        return day.Month == month.Month ? day : day.AddDays(-7);
    }
}
