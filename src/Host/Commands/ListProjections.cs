using System.Globalization;
using CampaignDashboard.EventStore;

namespace CampaignDashboard.Host.Commands;

/// <summary><c>dashboard projections</c>: how far each projection is, a line each.</summary>
internal static class ListProjections
{
    private static readonly string[] Titles = ["name", "position", "head", "lag", "state", "fault"];

    public static Task<int> Run(Command.ListProjections command, TextWriter output, TextWriter errors) =>
        OperatorCommand.Run(
            command.Settings,
            async (services, cancellation) =>
            {
                var standings = await services.GetRequiredService<ShardStandings>().Now(cancellation);
                foreach (var line in Lines(standings))
                {
                    await output.WriteLineAsync(line);
                }

                return 0;
            },
            errors
        );

    /// <summary>A table with titles; columns as wide as their widest cell, numbers to the right.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ShardStanding> standings)
    {
        var rows = standings.Select(Cells).Prepend(Titles).ToArray();
        var widths = Titles.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row =>
            string.Join(
                    "  ",
                    row.Select((cell, n) => n is >= 1 and <= 3 ? cell.PadLeft(widths[n]) : cell.PadRight(widths[n]))
                )
                .TrimEnd()
        );
    }

    private static string[] Cells(ShardStanding s) =>
        [s.Name, Number(s.Position), Number(s.Head), Number(s.Lag), s.State, s.Fault?.ReplaceLineEndings(" ") ?? ""];

    private static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
