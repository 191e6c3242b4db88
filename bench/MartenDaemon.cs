using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>Marten's own daemon on the same log, with the same two projections.</summary>
internal sealed class MartenDaemon(string database, SessionLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Events a second until both projections are at the end of the log.</summary>
    public async Task<double> CatchUp(bool tuned)
    {
        await using var store = Open(tuned);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(MartenTotals));
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(MartenTotalsAgain));
        await store.Advanced.ResetAllProjectionProgress(log.Before);
        using var daemon = await store.BuildProjectionDaemonAsync(NullLogger.Instance);
        var watch = Stopwatch.StartNew();
        await daemon.StartAllAsync();
        await Task.WhenAll(
            daemon.Tracker.WaitForShardState($"{nameof(MartenTotals)}:All", log.Last, Patience),
            daemon.Tracker.WaitForShardState($"{nameof(MartenTotalsAgain)}:All", log.Last, Patience)
        );
        var seconds = watch.Elapsed.TotalSeconds;
        await daemon.StopAllAsync();
        return (log.Last - log.Before) / seconds;
    }

    /// <summary>Events a second at which one projection is made anew.</summary>
    public async Task<double> Rebuild(bool tuned)
    {
        await using var store = Open(tuned);
        using var daemon = await store.BuildProjectionDaemonAsync(NullLogger.Instance);
        var watch = Stopwatch.StartNew();
        await daemon.RebuildProjectionAsync(nameof(MartenTotals), Patience, CancellationToken.None);
        return log.Last / watch.Elapsed.TotalSeconds;
    }

    private DocumentStore Open(bool tuned) =>
        tuned
            ? MartenStore.OpenTuned(database, options => Add(options, more => more.BatchSize = 5_000))
            : MartenStore.Open(database, options => Add(options, _ => { }));

    private static void Add(StoreOptions options, Action<AsyncOptions> more)
    {
        options.Projections.Add(new MartenProjection<MartenTotals>(), ProjectionLifecycle.Async, more);
        options.Projections.Add(new MartenProjection<MartenTotalsAgain>(), ProjectionLifecycle.Async, more);
    }
}
