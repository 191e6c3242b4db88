using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Identity;

/// <summary>Looks every hour whether there are people to be checked; each is checked once a day, by one of the nodes.</summary>
internal sealed class RenameWatch(RenameCheck check, TimeProvider time, ILogger<RenameWatch> log) : BackgroundService
{
    /// <summary>A Host that was started anew has other things to do first.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(10);

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
            log.LogDebug("{People} people were checked for renames.", await check.Run(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogDebug("The check for renames goes on at the next start.");
        }
        catch (Exception e) when (e is WikiException or NpgsqlException or IOException)
        {
            log.LogWarning("The check for renames goes on in an hour: {Reason:l}", e.Message);
        }
    }
}
