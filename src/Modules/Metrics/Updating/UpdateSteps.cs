using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Runs the steps of one data update in the order of their ranks. Before each the tables of <see cref="FigureTables"/> are
/// as far as the session's own streams, so that a step can ask them what is still missing. A live update has the steps that
/// follow up what was saved, and no other. A step that fails altogether is a
/// problem that is shown; the others go on.
/// </summary>
internal sealed class UpdateSteps(
    IEnumerable<IUpdateStep> steps,
    ProjectionDaemon daemon,
    NpgsqlDataSource database,
    ILogger<UpdateSteps> logger
)
{
    private static readonly string End = Sql.Read(typeof(UpdateSteps).Assembly, "EndOfStreams.sql");

    private readonly IUpdateStep[] steps = [.. steps.OrderBy(s => s.Rank)];

    /// <summary>How many an update has.</summary>
    public int CountFor(UpdateReason reason) => For(reason).Count();

    /// <summary>Runs them all; tells each before it begins.</summary>
    public async Task Run(UpdateRun run, Action<IUpdateStep> begins, CancellationToken cancellation)
    {
        foreach (var step in For(run.Reason))
        {
            await CatchUp(run, cancellation);
            begins(step);
            await Run(step, run, cancellation);
        }

        await CatchUp(run, cancellation);
    }

    private IEnumerable<IUpdateStep> For(UpdateReason reason) =>
        reason is UpdateReason.Live ? steps.Where(s => s.FollowsSavers) : steps;

    private async Task Run(IUpdateStep step, UpdateRun run, CancellationToken cancellation)
    {
        try
        {
            await step.Run(run, cancellation);
        }
        // A database that is away is no fault of the step: the whole update begins again.
        catch (Exception e) when (e is not (OperationCanceledException or NpgsqlException or IOException))
        {
            logger.LogError(e, "Step {Step} of data update {Update} failed.", step.Name, run.Update);
            run.Tell(new UpdateStepFailed(run.Session.Id, run.Update, step.Name, run.Now));
        }
    }

    /// <summary>Waits until the figures have all that is in the session's streams.</summary>
    private async Task CatchUp(UpdateRun run, CancellationToken cancellation)
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
