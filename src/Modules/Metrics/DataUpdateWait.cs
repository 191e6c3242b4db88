using Microsoft.Extensions.Hosting;

namespace CampaignDashboard.Metrics;

/// <summary>Waits for a data update to end and for the figures to rest on it.</summary>
internal sealed class DataUpdateWait(
    DataUpdateList updates,
    ProjectionDaemon daemon,
    AppendSignal signal,
    IHostApplicationLifetime host,
    TimeProvider time
)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The update and whether the figures have reached it, at the latest when the patience is over or the Host stops:
    /// nobody who waits keeps it from stopping.
    /// </summary>
    public async Task<(DataUpdateList.Update? Update, bool Reached)> For(
        Guid id,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, host.ApplicationStopping);
        limit.CancelAfter(patience);
        while (true)
        {
            var appended = signal.Next;
            var update = await updates.Find(id, cancellation);
            if (update is null or { Position: not null } || limit.IsCancellationRequested)
            {
                return (update, update?.Position is { } position && await Reached(position, limit.Token, cancellation));
            }

            await Task.WhenAny(appended, Task.Delay(LookAgain, time, limit.Token));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> Reached(long position, CancellationToken limit, CancellationToken cancellation)
    {
        if (await daemon.Position(FigureTables.Projection, cancellation) >= position)
        {
            return true;
        }

        try
        {
            await daemon.Reach(FigureTables.Projection, position, limit);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
