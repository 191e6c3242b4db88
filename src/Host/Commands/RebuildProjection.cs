using CampaignDashboard.EventStore;

namespace CampaignDashboard.Host.Commands;

/// <summary>
/// <c>dashboard rebuild</c>: makes a projection's tables anew and shows how far that is: one line drawn again and again
/// on a terminal, a line every few seconds where the output is redirected.
/// </summary>
internal static class RebuildProjection
{
    public static Task<int> Run(Command.RebuildProjection command, TextWriter errors) =>
        OperatorCommand.Run(
            command.Settings,
            async (services, cancellation) =>
            {
                var rebuild = services.GetRequiredService<ProjectionRebuild>();
                var name = Find(command.Projection, [.. rebuild.Names]);
                await Show(name, rebuild.Run(name, cancellation), ProgressLine.OfConsole(TimeProvider.System));
                return 0;
            },
            errors
        );

    /// <summary>The projection of this name.</summary>
    /// <exception cref="WrongUseException">There is none.</exception>
    internal static string Find(string asked, string[] names) =>
        Array.Find(names, n => n == asked)
        ?? throw new WrongUseException($"There is no projection '{asked}'. There are: {string.Join(", ", names)}.");

    internal static async Task Show(string name, IAsyncEnumerable<RebuildProgress> rebuild, ProgressLine line)
    {
        await foreach (var progress in rebuild)
        {
            line.Show(width => ProgressBar.Line(name, progress, width));
        }

        line.End();
    }
}
