using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// The items that somebody would like to see the labels of, each once until it is dealt with. What finds no place, or is
/// lost with the process, is asked for again by the next page that shows it.
/// </summary>
internal sealed class ItemQueue
{
    /// <summary>How many items wait at most.</summary>
    public const int Places = 1_000;

    /// <summary>How many items are taken at once: what Wikidata answers in one request.</summary>
    public const int AtATime = 50;

    private readonly Channel<string> channel = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Places) { SingleReader = true }
    );

    private readonly ConcurrentDictionary<string, bool> asked = new(StringComparer.Ordinal);
    private TaskCompletionSource next = NewSignal();

    /// <summary>Completes when the next items were dealt with.</summary>
    public Task NextDealtWith => Volatile.Read(ref next).Task;

    /// <summary>Whether one of these is asked for and not yet dealt with.</summary>
    public bool Waits(IEnumerable<string> ids) => ids.Any(asked.ContainsKey);

    /// <summary>Would like these labels at some time. Never waits.</summary>
    public void Ask(IEnumerable<string> ids)
    {
        foreach (var id in ids.Where(id => asked.TryAdd(id, true)))
        {
            if (!channel.Writer.TryWrite(id))
            {
                asked.TryRemove(id, out _);
            }
        }
    }

    /// <summary>Some items, as soon as there are any; they stay asked for until they are <see cref="DealtWith"/>.</summary>
    public async Task<IReadOnlyList<string>> Take(CancellationToken cancellation)
    {
        await channel.Reader.WaitToReadAsync(cancellation);
        var ids = new List<string>();
        while (ids.Count < AtATime && channel.Reader.TryRead(out var id))
        {
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>Whether the labels of these came or not, they may be asked for again.</summary>
    public void DealtWith(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            asked.TryRemove(id, out _);
        }

        Interlocked.Exchange(ref next, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
