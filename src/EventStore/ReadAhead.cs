using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// What a read of the log gave: events, the position up to which nothing else is wanted, the position of the log's last
/// event then, and a task that ends at the first append that the read may not have seen.
/// </summary>
internal sealed record LogPage(IReadOnlyList<StoredEvent> Events, long Reached, long Head, Task Appended);

/// <summary>
/// Reads the next page of the log while the last one is being applied: one page ahead and no more, so a slow shard holds
/// two pages in memory however far it is behind.
/// </summary>
internal sealed class ReadAhead(NpgsqlDataSource database, LogReader reader, AppendSignal signal) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Task<LogPage>? next;

    /// <summary>True while a gap is open: a commit or a rollback will close it, and a rollback raises no signal.</summary>
    public bool GapOpen => reader.GapOpen;

    /// <summary>Begins to read what follows a position.</summary>
    public void Begin(long after, int limit) => next = Read(after, limit);

    /// <summary>The page whose reading was begun.</summary>
    /// <exception cref="UnreadableEventException">One of its events is not to be understood.</exception>
    public Task<LogPage> Next(CancellationToken cancellation) =>
        next?.WaitAsync(cancellation) ?? throw new InvalidOperationException("Nothing is being read.");

    /// <summary>Ends a read that nobody waits for any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await (next ?? Task.CompletedTask).ContinueWith(
            read => _ = read.Exception,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
        stop.Dispose();
    }

    private async Task<LogPage> Read(long after, int limit)
    {
        // Taken before the read, or an append might slip between.
        var appended = signal.Next;
        await using var connection = await database.OpenConnectionAsync(stop.Token);
        var events = await reader.Read(connection, after, limit, stop.Token);
        var head = reader.End;
        if (reader.IsFull)
        {
            head = await LogReader.Head(connection, stop.Token);
        }

        return new(events, reader.Reached, head, appended);
    }
}
