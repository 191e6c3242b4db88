using CampaignDashboard.EventStore;

namespace CampaignDashboard.Host.Commands;

/// <summary>
/// <c>dashboard rebuild</c>: makes a projection's tables anew and shows how far that is: one line drawn again and again
/// on a terminal, a line every few seconds where the output is redirected.
/// </summary>
internal static class RebuildProjection
{
    /// <summary>What rebuilds a projection by name, and tells its progress until it is done.</summary>
    internal delegate IAsyncEnumerable<RebuildProgress> Rebuild(string projection, CancellationToken cancellation);

    public static Task<int> Run(Command.RebuildProjection command, TextWriter errors) =>
        OperatorCommand.Run(
            command.Settings,
            async (services, cancellation) =>
            {
                var names = services.GetServices<IShardProjection>().Select(p => p.Name).Order(StringComparer.Ordinal);
                var name = Find(command.Projection, [.. names]);
                var rebuild = services.GetService<Rebuild>() ?? throw new StartException("Nothing can be rebuilt yet.");
                await Show(name, rebuild(name, cancellation), ProgressLine.OfConsole(TimeProvider.System));
                return 0;
            },
            errors
        );

    /// <summary>The projection of this name; its first part (<c>figures</c> of <c>figures:all</c>) will do.</summary>
    /// <exception cref="WrongUseException">There is none.</exception>
    internal static string Find(string asked, string[] names) =>
        Array.Find(names, n => n == asked)
        ?? Array.Find(names, n => n.Split(':')[0] == asked)
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
