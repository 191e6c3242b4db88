using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>
/// One of the things that are compared: a session, program, campaign or organiser, perhaps in a period only, with its
/// figures.
/// </summary>
internal sealed record ComparedColumn(PlannedNode Node, string Period, Statistics Statistics)
{
    /// <summary>How somebody writes what is compared: <c>programs/its-address</c>.</summary>
    public string Name => Node.Page[1..];

    /// <summary>The value of each figure, by key.</summary>
    public IReadOnlyDictionary<string, long?> Values { get; } =
        Statistics.Figures.All().ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);

    /// <summary>How much more than in another column; null where one of them is pending or unknown.</summary>
    public long? MoreThan(ComparedColumn other, string figure) => Values[figure] - other.Values[figure];

    /// <summary>
    /// A period as it stands in addresses: a year (<c>2026</c>), a month (<c>2026-03</c>), or two dates
    /// (<c>2026-03-01/2026-03-15</c>, both included). Nothing is always; null is unreadable.
    /// </summary>
    public static Period? ReadPeriod(string text) =>
        text.Length == 0 ? Metrics.Period.All
        : Day($"{text}-01-01") is { } year ? Days(year, year.AddYears(1))
        : Day($"{text}-01") is { } month ? Days(month, month.AddMonths(1))
        : text.Split('/') is [{ Length: > 0 } from, { Length: > 0 } until] ? AskedScope.ReadPeriod(from, until)
        : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year < DateOnly.MaxValue.Year
            ? day
            : null;

    private static Period Days(DateOnly from, DateOnly until) =>
        new(
            new(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            new(until.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
        );
}
