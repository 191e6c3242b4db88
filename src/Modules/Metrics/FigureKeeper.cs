using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>
/// Computes the figures of large scopes anew when facts have touched them, before somebody asks: at the latest some seconds
/// after the facts, at once when somebody was given older ones.
/// </summary>
internal sealed class FigureKeeper(FigureCache cache, TimeProvider time, ILogger<FigureKeeper> log) : BackgroundService
{
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(5);

    /// <summary>What nobody read for so long is computed when somebody does.</summary>
    private static readonly TimeSpan ReadWithin = TimeSpan.FromDays(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(Task.Delay(NextLook, time, rest.Token), cache.Stale.WaitAsync(rest.Token));
            await rest.CancelAsync();
            if (!stoppingToken.IsCancellationRequested)
            {
                await Look(stoppingToken);
            }
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            log.LogDebug(
                "The figures of {Scopes} large scopes were computed anew.",
                await cache.Refresh(ReadWithin, cancellation)
            );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogDebug("Figures are computed anew after the next start.");
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            log.LogWarning("Figures of large scopes are computed anew in a moment: {Reason:l}", e.Message);
        }
    }
}
