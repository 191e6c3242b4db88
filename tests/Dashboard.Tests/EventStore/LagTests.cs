using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: how far a shard is behind is a metric, told by the node that runs it and by no other; how much it took is one,
/// too.
/// </summary>
public sealed class LagTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task A_shard_that_is_held_behind_tells_how_many_events_it_has_to_take_and_none_when_it_took_them()
    {
        using var held = new Held();
        var node = NewNode(held.Tally);
        using var metrics = new Metrics(node);
        await Fill(node, 7);
        await node.Start();
        await held.InBatch;
        Assert.Equal(7, metrics.Lag("tally"));
        held.Release();
        await IsLive(metrics);
    }

    [Fact]
    public async Task It_counts_what_lies_beyond_the_pages_that_were_read()
    {
        using var held = new Held(batch: 2);
        var node = NewNode(held.Tally);
        using var metrics = new Metrics(node);
        await Offer(node, (2 * Shard.BatchSize) + 3);
        await node.Start();
        await held.InBatch;
        Assert.Equal(Shard.BatchSize + 3, metrics.Lag("tally"));
        held.Release();
        await IsLive(metrics);
        Assert.Equal((2 * Shard.BatchSize) + 3, metrics.Taken("tally"));
    }

    [Fact]
    public async Task It_grows_while_a_batch_takes_long()
    {
        using var held = new Held();
        var node = NewNode(held.Tally);
        using var metrics = new Metrics(node);
        await Fill(node, 2);
        await node.Start();
        await held.InBatch;
        await Fill(node, 3);
        await Eventually.Get("Five are to be taken", () => Task.FromResult(metrics.Lag("tally")), lag => lag == 5);
        held.Release();
        await IsLive(metrics);
    }

    [Fact]
    public async Task It_counts_what_waits_behind_an_append_that_is_under_way()
    {
        var node = NewNode(new Tally());
        using var metrics = new Metrics(node);
        await using var first = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await Fill(node, 3);
        await node.Start();
        // The three, and the one that may still come.
        await Eventually.Get("Four are to be taken", () => Task.FromResult(metrics.Lag("tally")), lag => lag == 4);
        Assert.Equal(ShardState.Live, node.Daemon.States["tally"]);
        await first.Commit();
        await IsLive(metrics);
        Assert.Equal(4, metrics.Taken("tally"));
    }

    [Fact]
    public async Task Only_the_node_that_runs_a_shard_tells_of_it()
    {
        var first = NewNode(new FrozenTime(), new Tally());
        using var firsts = new Metrics(first);
        await first.Start();
        await first.Reach(await Fill(first, 2));
        var second = NewNode(new Tally());
        using var seconds = new Metrics(second);
        await second.Start();
        await first.Reach(await Fill(second, 3));
        Assert.NotNull(firsts.Lag("tally"));
        Assert.Null(seconds.Lag("tally"));
        Assert.Equal((5, 0), (firsts.Taken("tally"), seconds.Taken("tally")));

        await first.Daemon.StopAsync(CancellationToken.None);
        await second.Reach(await Fill(second, 4));
        Assert.Null(firsts.Lag("tally"));
        await IsLive(seconds);
        Assert.Equal((5, 4), (firsts.Taken("tally"), seconds.Taken("tally")));
    }

    [Fact]
    public async Task Each_shard_is_told_of_by_its_name()
    {
        using var held = new Held();
        var node = NewNode(TimeProvider.System, [held.Tally], new Letters());
        using var metrics = new Metrics(node);
        await Fill(node, 2);
        await node.Start();
        await node.Reach(2, "letters");
        await held.InBatch;
        await IsLive(metrics, "letters");
        Assert.Equal(2, metrics.Lag("tally"));
        Assert.Equal((0, 2), (metrics.Taken("tally"), metrics.Taken("letters")));
        held.Release();
    }

    private static Task<long?> IsLive(Metrics metrics, string shard = "tally") =>
        Eventually.Get($"No lag of {shard}", () => Task.FromResult(metrics.Lag(shard)), lag => lag == 0);

    private async Task<long> Fill(StoreNode node, int coins)
    {
        var position = 0L;
        for (var coin = 0; coin < coins; coin++)
        {
            position = await node.AddCoin(jar);
        }

        return position;
    }

    private Task<int> Offer(StoreNode node, int coins) =>
        node.Log.AppendOnce<Jar>(
            jar,
            [.. Enumerable.Range(1, coins).Select(n => ($"{n}", (object)new CoinAdded(n)))],
            Cause.System,
            CancellationToken.None
        );
}

/// <summary>A tally that stands still in one of its batches until it is released.</summary>
internal sealed class Held : IDisposable
{
    private readonly TaskCompletionSource inBatch = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int batch;
    private int batches;

    /// <summary>It stands still in this batch, counted from 1.</summary>
    public Held(int batch = 1)
    {
        this.batch = batch;
        Tally = new(Stand);
    }

    public Tally Tally { get; }

    public Task InBatch => inBatch.Task;

    public void Release() => go.TrySetResult();

    /// <summary>What the tally does after its rows; any other may do it, too.</summary>
    public async Task Stand(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection)
    {
        if (++batches == batch)
        {
            inBatch.TrySetResult();
            await go.Task;
        }
    }

    /// <summary>A test that fails must not wait for its node for ever.</summary>
    public void Dispose() => Release();
}

/// <summary>What a node's meters tell a collector.</summary>
internal sealed class Metrics : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> lags = new(StringComparer.Ordinal);

    public Metrics(StoreNode node)
    {
        var meter = node.Meters.Meter;
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == meter)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                var shard = (string)tags[0].Value!;
                if (instrument.Name == "event_store.shard.lag")
                {
                    lags.Add(shard, value);
                }
                else
                {
                    Assert.Equal("event_store.shard.events", instrument.Name);
                    taken.AddOrUpdate(shard, value, (_, sum) => sum + value);
                }
            }
        );
        listener.Start();
    }

    /// <summary>The lag of a shard as told now; null if nothing is told of it.</summary>
    public long? Lag(string shard)
    {
        lags.Clear();
        listener.RecordObservableInstruments();
        return lags.TryGetValue(shard, out var lag) ? lag : null;
    }

    /// <summary>The events that a shard took on this node so far.</summary>
    public long Taken(string shard) => taken.GetValueOrDefault(shard);

    public void Dispose() => listener.Dispose();
}
