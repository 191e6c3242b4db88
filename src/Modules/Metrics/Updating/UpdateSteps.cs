using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Runs the steps of one data update in the order of their ranks. Before each the tables of <see cref="FigureTables"/> are
/// as far as the session's own streams, so that a step can ask them what is still missing.
/// </summary>
internal sealed class UpdateSteps(IEnumerable<IUpdateStep> steps, ProjectionDaemon daemon, NpgsqlDataSource database)
{
    private static readonly string End = Sql.Read(typeof(UpdateSteps).Assembly, "EndOfStreams.sql");

    private readonly IUpdateStep[] steps = [.. steps.OrderBy(s => s.Rank)];

    /// <summary>Runs them all.</summary>
    public async Task Run(UpdateRun run, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            await Catch(run, cancellation);
            await step.Run(run, cancellation);
        }
    }

    /// <summary>Waits until the figures have all that is in the session's streams.</summary>
    private async Task Catch(UpdateRun run, CancellationToken cancellation)
    {
        var ends = await database.Query(
            End,
            row => row.GetInt64(0),
            cancellation,
            Sql.Arg(Activity.StreamsOf(run.Session.Id).ToArray())
        );
        await daemon.Reach(FigureTables.Projection, ends[0], cancellation);
    }
}
