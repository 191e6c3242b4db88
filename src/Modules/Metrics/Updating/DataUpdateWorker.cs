using System.Collections.Concurrent;
using System.Data;
using CampaignDashboard.Campaigns.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Carries out the data updates that wait. A session-level advisory lock makes one node work on a session, and a node
/// that dies loses it, so another (or the same, started again) takes the update up: it goes on where the answers of the
/// wikis ended that are in the log. An update that a coordinator cancels is broken off on whatever node it runs.
/// </summary>
internal sealed class DataUpdateWorker(
    NpgsqlDataSource database,
    AppendSignal signal,
    UpdateQueue queue,
    SessionUpdate updating,
    LookSchedule schedule,
    TimeProvider time,
    ILogger<DataUpdateWorker> logger
) : BackgroundService
{
    private const string Claim = "select pg_try_advisory_lock(hashtextextended('data-update ' || $1, 0))";
    private const string Release = "select pg_advisory_unlock_all()";

    /// <summary>How many updates this node works on at a time, of those that nobody asked for.</summary>
    private const int AtATime = 8;

    /// <summary>Somebody who asked need not wait until one of these ends, which may have a week to read.</summary>
    private const int AtATimeIfAsked = 12;

    /// <summary>How far into the queue it looks: some of it may be under way on other nodes.</summary>
    private const int Look = 100;

    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // Read and written by the loop alone.
    private readonly Dictionary<SessionId, UnderWay> underWay = [];

    private readonly ConcurrentDictionary<Guid, int> failures = [];

    private sealed record UnderWay(QueuedUpdate Update, CancellationTokenSource Stop, Task Work);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var appended = signal.Next;
            await LookAtTheQueue(stoppingToken);
            var work = underWay.Values.Select(u => u.Work);
            await Task.WhenAny([appended, Task.Delay(LookAnyway, time, stoppingToken), .. work]);
        }

        // The database outlives this service: what is under way ends in order.
        await Task.WhenAll(underWay.Values.Select(u => u.Work));
        Tidy();
    }

    private async Task LookAtTheQueue(CancellationToken cancellation)
    {
        try
        {
            Tidy();
            await BreakOffCancelled(cancellation);
            await StartWaiting(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            logger.LogDebug("No more data updates are started.");
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            logger.LogWarning(e, "The queue of data updates could not be read; trying again.");
        }
    }

    private void Tidy()
    {
        foreach (var (session, ended) in underWay.Where(u => u.Value.Work.IsCompleted).ToArray())
        {
            underWay.Remove(session);
            ended.Stop.Dispose();
        }
    }

    private async Task BreakOffCancelled(CancellationToken cancellation)
    {
        var asked = underWay.Values.Where(u => u.Update.Reason is UpdateReason.Coordinator).ToArray();
        if (asked.Length > 0)
        {
            var cancelled = await queue.Cancelled(asked.Select(u => u.Update.Update), cancellation);
            foreach (var update in asked.Where(u => cancelled.Contains(u.Update.Update)))
            {
                await update.Stop.CancelAsync();
            }
        }
    }

    /// <summary>
    /// Starts what waits and is not under way, here or on another node; a slow wiki keeps no other session waiting.
    /// </summary>
    private async Task StartWaiting(CancellationToken cancellation)
    {
        var waiting = await queue.First(Look, cancellation);
        await GiveWay(waiting);
        foreach (var update in waiting.Where(w => underWay.Count < PlacesFor(w) && !underWay.ContainsKey(w.Session)))
        {
            if (await TryClaim(update.Session, cancellation) is { } claim)
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                underWay.Add(update.Session, new(update, stop, RunToItsEnd(update, claim, stop.Token, cancellation)));
            }
        }
    }

    /// <summary>
    /// A look that nobody asked for, which may have a week to read, ends for the sake of somebody who wants to know now of the
    /// same session. What it read stays, and the other goes on from there.
    /// </summary>
    private async Task GiveWay(IReadOnlyList<QueuedUpdate> waiting)
    {
        foreach (var update in waiting.Where(w => w.Reason is UpdateReason.Coordinator))
        {
            if (
                underWay.TryGetValue(update.Session, out var other)
                && other.Update.Reason is not UpdateReason.Coordinator
            )
            {
                await other.Stop.CancelAsync();
            }
        }
    }

    private static int PlacesFor(QueuedUpdate update) =>
        update.Reason is UpdateReason.Coordinator ? AtATimeIfAsked : AtATime;

    /// <summary>The connection that holds the session's lock, or null: another node has it.</summary>
    private async Task<NpgsqlConnection?> TryClaim(SessionId session, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            if ((await connection.Query(Claim, row => row.GetBoolean(0), cancellation, Sql.Arg($"{session}")))[0])
            {
                return connection;
            }
        }
        catch
        {
            await GiveBack(connection);
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Releases what the session has locked: the pool keeps the session, and would keep the lock with it.</summary>
    private static async Task GiveBack(NpgsqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
        {
            await connection.Execute(Release, CancellationToken.None);
        }

        await connection.DisposeAsync();
    }

    /// <summary>Never throws. An update that fails keeps its place here while it pauses, longer each time.</summary>
    private async Task RunToItsEnd(
        QueuedUpdate update,
        NpgsqlConnection claim,
        CancellationToken stop,
        CancellationToken stopping
    )
    {
        try
        {
            await RunClaimed(update, claim, stop);
            failures.TryRemove(update.Update, out _);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            logger.LogInformation("Data update {Update} goes on at the next start.", update.Update);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            logger.LogInformation("Data update {Update} was broken off.", update.Update);
        }
        catch (Exception e)
        {
            logger.LogError(
                e,
                "Data update {Update} of session {Session} was interrupted; it goes on.",
                update.Update,
                update.Session
            );
            var pause = LookAnyway * Math.Pow(2, Math.Min(failures.AddOrUpdate(update.Update, 0, (_, n) => n + 1), 5));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunClaimed(QueuedUpdate update, NpgsqlConnection claim, CancellationToken cancellation)
    {
        try
        {
            // Another node may have completed it between our look at the queue and the claim.
            if (await UpdateQueue.Take(update, claim, cancellation) is { } taken)
            {
                var began = time.GetUtcNow();
                await updating.Run(taken, cancellation);
                await queue.Done(taken, began, cancellation);
                // A live update is no look, so the next look stays when it is.
                if (taken.Reason is not UpdateReason.Live)
                {
                    await schedule.Plan(taken.Session, cancellation);
                }
            }
        }
        finally
        {
            await GiveBack(claim);
        }
    }
}
