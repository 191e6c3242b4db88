using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CampaignDashboard.EventStore;

/// <summary>
/// What an operator watches: <c>event_store.shard.lag</c>, the events a shard has still to take (told by the node that
/// runs it), and <c>event_store.shard.events</c>, those it took. Both carry the tag <c>shard</c>.
/// </summary>
public sealed class ShardMeters : IDisposable
{
    /// <summary>The meter's name, for whoever collects it.</summary>
    public const string Name = "CampaignDashboard.EventStore";

    private readonly ConcurrentDictionary<Shard, byte> shards = new();
    private readonly Counter<long> events;

    /// <summary>Makes the instruments.</summary>
    public ShardMeters()
    {
        Meter = new(Name);
        events = Meter.CreateCounter<long>("event_store.shard.events", "{event}", "Events that a shard has taken.");
        Meter.CreateObservableGauge(
            "event_store.shard.lag",
            Lags,
            "{event}",
            "Events that a shard has still to take, told by the node that runs it."
        );
    }

    internal Meter Meter { get; }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    internal void Applied(string shard, int count) => events.Add(count, Tag(shard));

    /// <summary>Measures a shard as long as what is returned lives.</summary>
    internal IDisposable Observe(Shard shard)
    {
        shards.TryAdd(shard, 0);
        return new Observation(() => shards.TryRemove(shard, out _));
    }

    private static KeyValuePair<string, object?> Tag(string shard) => new("shard", shard);

    private IEnumerable<Measurement<long>> Lags() =>
        from shard in shards.Keys
        where shard.State != ShardState.Idle
        select new Measurement<long>(shard.Progress.Head - shard.Progress.Position, Tag(shard.Name));

    private sealed class Observation(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
