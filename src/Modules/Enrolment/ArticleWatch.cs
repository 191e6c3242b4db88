using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>Looks every minute whether the articles of some session are to be checked; each is every 15 minutes, by one node.</summary>
internal sealed class ArticleWatch(ArticleCheck check, TimeProvider time, ILogger<ArticleWatch> log) : BackgroundService
{
    /// <summary>A Host that was started anew has other things to do first.</summary>
    private static readonly TimeSpan NextLook = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await Pause(stoppingToken))
        {
            await Look(stoppingToken);
        }
    }

    private async Task<bool> Pause(CancellationToken cancellation)
    {
        await Task.Delay(NextLook, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellation.IsCancellationRequested;
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            log.LogDebug("The articles of {Sessions} sessions were checked.", await check.Run(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogDebug("The check of articles goes on at the next start.");
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            log.LogWarning("The check of articles goes on in a minute: {Reason:l}", e.Message);
        }
    }
}
