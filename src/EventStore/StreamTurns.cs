namespace CampaignDashboard.EventStore;

/// <summary>
/// Decisions on one stream take turns within this process, in the order in which they were asked for. Hundreds who want
/// one of the last places at the same moment then wait for each other instead of conflicting, which would send all but
/// one back each time, and whoever came first is first. It is no lock: other processes take no part in it, and the
/// version that an append expects is what keeps decisions true.
/// </summary>
internal sealed class StreamTurns
{
    private readonly Dictionary<Guid, Turn> last = [];

    /// <summary>Waits until everybody who came before is done with the stream; the turn ends when it is disposed of.</summary>
    /// <exception cref="OperationCanceledException">The caller waits no longer; the others do not wait for it either.</exception>
    public async ValueTask<Turn> Take(Guid stream, CancellationToken cancellation)
    {
        var mine = new Turn(this, stream);
        if (Join(mine) is { } before)
        {
            try
            {
                await before.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                _ = before.ContinueWith(_ => mine.Dispose(), TaskScheduler.Default);
                throw;
            }
        }

        return mine;
    }

    /// <summary>Goes to the end of the line; tells when the one before is done, null if there is none.</summary>
    private Task? Join(Turn mine)
    {
        lock (last)
        {
            var before = last.GetValueOrDefault(mine.Stream)?.Ended;
            last[mine.Stream] = mine;
            return before;
        }
    }

    private void Leave(Turn mine)
    {
        lock (last)
        {
            if (last.GetValueOrDefault(mine.Stream) == mine)
            {
                last.Remove(mine.Stream);
            }
        }
    }

    /// <summary>The right to decide on a stream now.</summary>
    internal sealed class Turn(StreamTurns turns, Guid stream) : IDisposable
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid Stream => stream;

        public Task Ended => ended.Task;

        public void Dispose()
        {
            turns.Leave(this);
            ended.TrySetResult();
        }
    }
}
