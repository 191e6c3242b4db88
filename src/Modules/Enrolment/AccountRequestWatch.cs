using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>Looks every hour whether there are names and addresses to be deleted.</summary>
internal sealed class AccountRequestWatch(
    AccountRequestSweep sweep,
    TimeProvider time,
    ILogger<AccountRequestWatch> log
) : BackgroundService
{
    /// <summary>A Host that was started anew has other things to do first.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan NextLook = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstLook; await Pause(pause, stoppingToken); pause = NextLook)
        {
            await Look(stoppingToken);
        }
    }

    private async Task<bool> Pause(TimeSpan pause, CancellationToken cancellation)
    {
        await Task.Delay(pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellation.IsCancellationRequested;
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            log.LogDebug("{Requests} account requests went.", await sweep.Run(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogDebug("Old account requests go at the next start.");
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            log.LogWarning("Old account requests go in an hour: {Reason:l}", e.Message);
        }
    }
}
