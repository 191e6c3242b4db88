namespace CampaignDashboard.EventStore;

/// <summary>
/// The states that decisions were last made on, the least recently used forgotten first. Only a hint: another node may
/// have appended since, which the expected version of an append finds out. States are immutable, so they can be shared.
/// </summary>
internal sealed class StateCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Entry> byUse = [];
    private readonly Dictionary<(Type State, Guid Stream), LinkedListNode<Entry>> byStream = [];

    /// <summary>What is known of a stream; version 0 if nothing is.</summary>
    public Folded<TState> Find<TState, TEvent>(Guid stream)
        where TState : IAggregate<TState, TEvent>
    {
        lock (gate)
        {
            if (!byStream.TryGetValue((typeof(TState), stream), out var node))
            {
                return new(TState.Initial, 0);
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return new((TState)node.Value.State, node.Value.Version);
        }
    }

    /// <summary>Remembers a state, unless a later one of the stream is known.</summary>
    public void Keep<TState>(Guid stream, Folded<TState> folded)
        where TState : notnull
    {
        var key = (typeof(TState), stream);
        lock (gate)
        {
            if (byStream.Remove(key, out var known))
            {
                byUse.Remove(known);
            }

            var entry = new Entry(key, folded.State, folded.Version);
            byStream[key] = byUse.AddFirst(known?.Value.Version > folded.Version ? known.Value : entry);
            if (byStream.Count > capacity)
            {
                byStream.Remove(byUse.Last!.Value.Key);
                byUse.RemoveLast();
            }
        }
    }

    private sealed record Entry((Type State, Guid Stream) Key, object State, long Version);
}
