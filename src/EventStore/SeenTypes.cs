namespace CampaignDashboard.EventStore;

/// <summary>
/// Which types of events the log holds where, as far as the readers of one node saw lately. Most of a log is events of few
/// types, and most readers want others: what one of them saw, all go past.
/// </summary>
internal sealed class SeenTypes
{
    /// <summary>Readers are near each other, or so far behind that they look for themselves.</summary>
    private const int Most = 100;

    /// <summary>How long a reader waits for another that looks already. That one may hang on a network that is gone.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(20);

    private readonly Lock change = new();
    private readonly Queue<Stretch> stretches = [];
    private Task looking = Task.CompletedTask;

    /// <summary>All events after one position up to another, none missing that may still come, and their types.</summary>
    private sealed record Stretch(long After, long Last, IReadOnlyCollection<string> Types);

    /// <summary>Notes what a reader saw.</summary>
    public void Add(long after, long last, IReadOnlyCollection<string> types)
    {
        if (last <= after)
        {
            return;
        }

        lock (change)
        {
            stretches.Enqueue(new(after, last, types));
            if (stretches.Count > Most)
            {
                stretches.Dequeue();
            }
        }
    }

    /// <summary>The position up to which, after this one, there are events of these types only; the same if nobody knows.</summary>
    public long PastOnly(long after, string[] types)
    {
        lock (change)
        {
            var position = after;
            while (Around(position) is { } stretch && stretch.Types.All(t => types.Contains(t, StringComparer.Ordinal)))
            {
                position = stretch.Last;
            }

            return position;
        }
    }

    /// <summary>Looks when who looks already has done so, or takes too long.</summary>
    public async Task<bool> InTurn(Func<Task<bool>> look)
    {
        var ours = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Interlocked.Exchange(ref looking, ours.Task);
        try
        {
            if (!before.IsCompleted)
            {
                await Task.WhenAny(before, Task.Delay(Longest));
            }

            return await look();
        }
        finally
        {
            ours.SetResult();
        }
    }

    private Stretch? Around(long position) => stretches.FirstOrDefault(s => s.After <= position && position < s.Last);
}
