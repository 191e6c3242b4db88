using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// "Something was appended", told to waiting shards: at once in this process, by NOTIFY to other nodes. A hint only:
/// readers read the log again and trust nothing else, and they look by themselves now and then. NOTIFY is sent after
/// the commit, because a transaction that notifies takes a database-wide lock at its commit, and at most every
/// <see cref="Between"/>: one for each append costs as much as the append.
/// </summary>
public sealed class AppendSignal(NpgsqlDataSource database, ILogger<AppendSignal> logger) : BackgroundService
{
    /// <summary>The shortest time between two notifications; the first after a pause goes at once.</summary>
    internal static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    private const string Channel = "campaign_dashboard_events";
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim unsent = new(0, 1);
    private readonly TaskCompletionSource listening = NewSource();
    private volatile TaskCompletionSource next = NewSource();

    /// <summary>A task that ends at the next append. Take it before reading the log, or an append may slip between.</summary>
    public Task Next => next.Task;

    /// <summary>Ends when the notifications of other nodes arrive here for the first time.</summary>
    internal Task Listening => listening.Task;

    /// <summary>Wakes the waiting, here and on other nodes.</summary>
    public void Raise()
    {
        RaiseHere();
        lock (unsent)
        {
            if (unsent.CurrentCount == 0)
            {
                unsent.Release();
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        unsent.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Forever(Send, stoppingToken), Forever(Listen, stoppingToken));

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void RaiseHere() => Interlocked.Exchange(ref next, NewSource()).TrySetResult();

    /// <summary>Notifies at once when it begins, too: the notification before may have died with its connection.</summary>
    private async Task Send(CancellationToken cancellation)
    {
        while (true)
        {
            await using (var connection = await database.OpenConnectionAsync(cancellation))
            {
                await connection.Execute($"set local synchronous_commit to off; notify {Channel}", cancellation);
            }

            await Task.WhenAll(Task.Delay(Between, cancellation), unsent.WaitAsync(cancellation));
        }
    }

    private async Task Listen(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        connection.Notification += (_, _) => RaiseHere();
        await connection.Execute($"listen {Channel}", cancellation);
        listening.TrySetResult();
        try
        {
            while (true)
            {
                await connection.WaitAsync(cancellation);
            }
        }
        finally
        {
            // It goes back to nobody: asked to unlisten after a wait that was cancelled, it may not answer. There is no
            // way to end just this one, and whoever is here loses the others too (a lost server) or stops.
            database.Clear();
        }
    }

    private async Task Forever(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await work(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                logger.LogWarning(
                    e,
                    "The notification connection was lost; shards look by themselves until it is back."
                );
                await Task.Delay(Reconnect, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
