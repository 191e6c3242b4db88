using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Asks Wikidata for the labels that pages would have shown, and at the start for those of items that were named before
/// there was anybody to ask. Several nodes may ask the same, which costs a request and harms nothing. After a failure it
/// rests, longer each time, and forgets what it failed at: whoever still needs it asks again.
/// </summary>
internal sealed class ItemWorker(
    WikidataItems items,
    ItemTable table,
    ItemQueue queue,
    TimeProvider time,
    ILogger<ItemWorker> log
) : BackgroundService
{
    private readonly Backoff backoff = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (items.Wiki is null)
        {
            return;
        }

        await Try(async () => queue.Ask(await table.Unlabelled(ItemQueue.Places, stoppingToken)), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Try(() => Next(stoppingToken), stoppingToken);
        }
    }

    private async Task Next(CancellationToken cancellation)
    {
        var ids = await queue.Take(cancellation);
        try
        {
            await items.Fetch(ids, cancellation);
            backoff.Reset();
        }
        finally
        {
            queue.DealtWith(ids);
        }
    }

    private async Task Try(Func<Task> step, CancellationToken cancellation)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogDebug("No more labels are asked for.");
        }
        catch (Exception e) when (e is WikiException or NpgsqlException or IOException)
        {
            var rest = backoff.Next();
            log.LogWarning("Labels of Wikidata items are asked for again in {Rest}: {Reason:l}", rest, e.Message);
            await Task.Delay(rest, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
