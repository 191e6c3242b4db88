using System.Globalization;
using CampaignDashboard.EventStore;

namespace CampaignDashboard.Host.Commands;

/// <summary>
/// A rebuild's progress in one line of a terminal:
/// <c>figures  [#####.....]  52 %  2,600,000 of 5,000,000  183,000 events/s  13 s left</c>. A pure function.
/// </summary>
internal static class ProgressBar
{
    private const string Gap = "  ";
    private const int Widest = 40;
    private const int Narrowest = 5;

    /// <summary>The line, never longer than <paramref name="width"/>: first the bar shrinks, then the end is left out.</summary>
    public static string Line(string projection, RebuildProgress progress, int width)
    {
        string[] before = [projection];
        string[] after =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Percent(progress)} %"),
            $"{Number(progress.Position)} of {Number(progress.Head)}",
            $"{Number(Rounded(progress.EventsPerSecond))} events/s",
            .. progress.Left is { } left ? [$"{Duration(left)} left"] : Array.Empty<string>(),
        ];
        var text = before.Concat(after).Sum(part => part.Length + Gap.Length);
        var bar = Math.Min(Widest, width - text - "[]".Length);
        string[] all = bar >= Narrowest ? [.. before, Bar(progress, bar), .. after] : [.. before, .. after];
        var line = string.Join(Gap, all);
        return line.Length <= width ? line : line[..Math.Max(0, width)];
    }

    /// <summary>How far, in whole percent: 100 only when nothing is left.</summary>
    private static long Percent(RebuildProgress p) => Share(p, 100);

    private static long Share(RebuildProgress p, int whole) =>
        p.Head <= 0 ? whole : (long)((decimal)Math.Clamp(p.Position, 0, p.Head) * whole / p.Head);

    private static string Bar(RebuildProgress p, int width)
    {
        var done = (int)Share(p, width);
        return $"[{new string('#', done)}{new string('.', width - done)}]";
    }

    /// <summary>To three digits: the others change too fast to be read.</summary>
    private static long Rounded(double pace)
    {
        if (!double.IsFinite(pace) || pace < 1)
        {
            return 0;
        }

        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(pace)) - 2));
        return (long)(Math.Round(pace / unit) * unit);
    }

    private static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan left) =>
        left switch
        {
            { TotalSeconds: < 60 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Max(0, (int)Math.Floor(left.TotalSeconds))} s"
            ),
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{left.Minutes} min {left.Seconds} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(long)left.TotalHours} h {left.Minutes} min"),
        };
}
