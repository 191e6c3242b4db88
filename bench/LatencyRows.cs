using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Host;
using CampaignDashboard.Metrics.Contracts;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>
/// From the commit of one event until a projection has applied it, and whoever waits for that has been told, with
/// nothing else to do. Ours waits for the session statistics, Marten for its totals.
/// </summary>
internal sealed class LatencyRows(BenchStore store, ProjectionDaemon daemon, Scale scale)
{
    public const string Name = "commit to projected";

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private int made;

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "latency", CancellationToken.None);
        var usual = await MartenStore.Database(cluster, "latency_marten", AddTotals);
        var tuned = await MartenStore.Database(cluster, "latency_marten_tuned", AddNotified);
        await using var polling = MartenStore.Open(usual, AddTotals);
        await using var notified = MartenStore.OpenTuned(tuned, AddNotified);
        var rows = new LatencyRows(store, store.NewDaemon(store.Figures), scale);
        await foreach (var row in rows.Measure(polling, notified))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> Measure(DocumentStore polling, DocumentStore notified)
    {
        var signal = store.Get<AppendSignal>();
        await signal.StartAsync(CancellationToken.None);
        await daemon.StartAsync(CancellationToken.None);
        using var slow = await Start(polling);
        using var fast = await Start(notified);
        var (ours, usual, tuned) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < scale.Rounds; round++)
        {
            await Sample(ours, scale.LatencySamples, Ours);
            // It polls: a sample takes up to a second.
            await Sample(usual, scale.LatencySamples / 5, () => Its(polling, slow));
            await Sample(tuned, scale.LatencySamples, () => Its(notified, fast));
        }

        await slow.StopAllAsync();
        await fast.StopAllAsync();
        await daemon.StopAsync(CancellationToken.None);
        await signal.StopAsync(CancellationToken.None);
        foreach (var (what, share, goal) in new[] { ("median", 0.5, 10.0), ("p99", 0.99, 50.0) })
        {
            yield return new(
                $"{Name}, idle: {what}",
                Row.Milliseconds,
                [Quantile.Of(ours, share)],
                Goal.Below(goal, "ms"),
                Goal.TwiceMarten
            )
            {
                Marten =
                [
                    (MartenStore.Default, [Quantile.Of(usual, share)]),
                    ("with notification", [Quantile.Of(tuned, share)]),
                ],
            };
        }
    }

    private static async Task Sample(List<double> samples, int count, Func<Task<double>> measure)
    {
        // The first after a pause of this contender is not idle's.
        await measure();
        for (var n = 0; n < count; n++)
        {
            await Task.Delay(Idle);
            samples.Add(await measure());
        }
    }

    private async Task<double> Ours()
    {
        var outcome = await store.Log.Transact<EditCount, ActivityEvent>(
            Guid.NewGuid(),
            _ => [PageUpdates.Of(new SessionId(Guid.NewGuid()), made++)],
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );
        var watch = Stopwatch.StartNew();
        using var limit = new CancellationTokenSource(Patience);
        await daemon.Reach(store.Figures.Name, outcome.Position, limit.Token);
        return watch.Elapsed.TotalMilliseconds;
    }

    private async Task<double> Its(DocumentStore marten, IProjectionDaemon its)
    {
        await using var session = marten.LightweightSession();
        var stream = session.Events.StartStream(Guid.NewGuid(), PageUpdates.Of(new SessionId(Guid.NewGuid()), made++));
        await session.SaveChangesAsync();
        var watch = Stopwatch.StartNew();
        await its.Tracker.WaitForShardState($"{nameof(MartenTotals)}:All", stream.Events[^1].Sequence, Patience);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<IProjectionDaemon> Start(DocumentStore marten)
    {
        var daemon = await marten.BuildProjectionDaemonAsync(logger: NullLogger.Instance);
        await daemon.StartAllAsync();
        return daemon;
    }

    private static void AddNotified(StoreOptions options)
    {
        AddTotals(options);
        options.Events.UseListenNotifyForEventAppends = true;
    }

    private static void AddTotals(StoreOptions options) =>
        options.Projections.Add(new MartenProjection<MartenTotals>(), ProjectionLifecycle.Async);
}
