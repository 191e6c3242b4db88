namespace CampaignDashboard.Host.Commands;

/// <summary>
/// Where progress is shown: on a terminal one line, drawn anew in its place; elsewhere lines one below the other, so
/// seldom that a log file stays readable. The last state is always shown.
/// </summary>
internal sealed class ProgressLine(TextWriter output, Func<int>? terminalWidth, TimeProvider time)
{
    private const int PlainWidth = 120;
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private long? shownAt;
    private Func<int, string>? unshown;

    /// <summary>On this process's standard output.</summary>
    public static ProgressLine OfConsole(TimeProvider time) =>
        new(Console.Out, Console.IsOutputRedirected ? null : () => Console.WindowWidth, time);

    /// <summary>Shows a line made for a width, unless the one before is too fresh.</summary>
    public void Show(Func<int, string> line)
    {
        unshown = line;
        var pause = terminalWidth is null ? Elsewhere : OnTerminal;
        if (shownAt is not { } last || time.GetElapsedTime(last) >= pause)
        {
            Draw();
        }
    }

    /// <summary>Shows the last line, if it was not shown, and leaves it standing.</summary>
    public void End()
    {
        Draw();
        if (terminalWidth is not null && shownAt is not null)
        {
            output.WriteLine();
        }
    }

    private void Draw()
    {
        if (unshown is not { } line)
        {
            return;
        }

        (unshown, shownAt) = (null, time.GetTimestamp());
        if (terminalWidth is null)
        {
            output.WriteLine(line(PlainWidth));
            return;
        }

        // A line that fills the last column would wrap, and the next would be drawn below it.
        var width = terminalWidth() is > 1 and var columns ? columns - 1 : 79;
        output.Write($"\r{line(width).PadRight(width)}");
        output.Flush();
    }
}
