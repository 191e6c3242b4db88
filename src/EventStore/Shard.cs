using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>What a shard is doing.</summary>
public enum ShardState
{
    /// <summary>Another node runs it, or this node waits for the database.</summary>
    Idle,

    /// <summary>Reading events that were there before.</summary>
    CatchingUp,

    /// <summary>At the end of the log, woken by the next append.</summary>
    Live,

    /// <summary>Stopped at an event it cannot apply; tries again, ever more slowly.</summary>
    Faulted,
}

/// <summary>
/// Follows the log with one piece of work, as a state machine: idle → catching up ⇄ live, faulted.
/// <para>
/// Who is authoritative: the row in <c>mt_event_progression</c>, moved by compare-and-set, for a projection in the
/// transaction that applies the batch; so each event is applied exactly once, whatever dies when, and even if two nodes
/// both believed the shard theirs. One node at a time runs it: it holds a session-level advisory lock on the very
/// connection it writes on, so losing the connection loses the lock and the open batch alike. PostgreSQL notices a dead
/// node, and a node a dead database, within seconds (<see cref="ShardSession"/>). A notification means nothing but "look
/// now". An event that cannot be applied (found by going one by one) stops this shard alone, just before it:
/// <c>events.shard_fault</c> names it, and the shard tries again by itself, for the cause may be mended meanwhile.
/// </para>
/// </summary>
internal sealed class Shard(
    ShardWork work,
    NpgsqlDataSource database,
    EventTypes types,
    SeenTypes seenTypes,
    AppendSignal signal,
    ShardMeters meters,
    TimeProvider time,
    ILogger logger
)
{
    public const int BatchSize = 20_000;

    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookAtGap = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource faulted = NewSource();
    private readonly Backoff backoff = new();
    private volatile TaskCompletionSource moved = NewSource();
    private int batchSize = BatchSize;
    private StoredEvent? taking;
    private Fault? lastFault;

    public string Name => work.Name;

    public ShardState State { get; private set; } = ShardState.Idle;

    /// <summary>How far this node has come, and where the log ended when it looked last.</summary>
    public (long Position, long Head) Progress { get; private set; }

    /// <summary>What it stands at, while it is faulted.</summary>
    public Fault? Fault => State == ShardState.Faulted ? lastFault : null;

    /// <summary>Ends at the next batch this node applies.</summary>
    public Task Moved => moved.Task;

    /// <summary>Ends when this node has stopped at an event it cannot apply, and said so.</summary>
    public Task Faulted => faulted.Task;

    /// <summary>Runs until cancelled or done; whatever else happens is an incident, not an end.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        using var measured = meters.Observe(this);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (await RunOnOneConnection(cancellation))
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (CheckpointMovedException e)
            {
                logger.LogInformation(e, "Shard {Shard} was moved by somebody else; it looks again.", Name);
            }
            catch (Exception e)
            {
                // A smaller batch next time, should this one have been more than the database can do in time.
                batchSize = Math.Max(1, batchSize / 2);
                logger.LogWarning(e, "Shard {Shard} lost the database; it starts again where its checkpoint is.", Name);
            }

            var pause = State == ShardState.Faulted ? backoff.Next() : TakeOver;
            Rest();
            await Pause(pause, cancellation);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the database failed and not the event: the connection is gone, or it asks to try again.</summary>
    private static bool IsOutage(Exception e, NpgsqlConnection connection) =>
        e is not DeliveryException
        && (
            connection.State != ConnectionState.Open
            || e is CheckpointMovedException or IOException
            || e is NpgsqlException and ((not PostgresException) or { IsTransient: true })
            || e is PostgresException { SqlState: ['5', '7', ..] }
        );

    /// <summary>True if the work is done for good.</summary>
    private async Task<bool> RunOnOneConnection(CancellationToken cancellation)
    {
        await using var session = await ShardSession.Open(database, Name, cancellation);
        if (session is null || !await work.Begin(session.Connection, cancellation))
        {
            return false;
        }

        while (true)
        {
            try
            {
                taking = null;
                return await Follow(session, cancellation);
            }
            catch (Exception e)
                when (FaultOf(e) is not null
                    && !IsOutage(e, session.Connection)
                    && !cancellation.IsCancellationRequested
                )
            {
                if (batchSize == 1)
                {
                    await StopAt(session.Connection, FaultOf(e)!, cancellation);
                    return false;
                }

                // One by one, to find the event.
                batchSize = 1;
            }
        }
    }

    private async Task<bool> Follow(ShardSession session, CancellationToken cancellation)
    {
        State = State == ShardState.Faulted ? State : ShardState.CatchingUp;
        await using var log = new ReadAhead(database, new LogReader(types, work.Wants, seenTypes), signal);
        var position = await Checkpoint.Begin(session.Connection, Name, cancellation);
        log.Begin(position, batchSize);
        while (true)
        {
            var page = await Next(log, session, cancellation);
            Progress = (position, page.Head);
            if (page.Reached > position)
            {
                log.Begin(page.Reached, batchSize);
                await Take(session.Connection, position, page, cancellation);
                position = page.Reached;
                Progress = (position, page.Head);
                continue;
            }

            var next = log.GapOpen ? NextStep.Wait : await work.AtHead(session.Connection, position, cancellation);
            if (next == NextStep.End)
            {
                return true;
            }

            if (next == NextStep.Wait)
            {
                await Wait(session, page.Appended, log.GapOpen, cancellation);
            }

            log.Begin(position, batchSize);
        }
    }

    /// <summary>The next page. While it is long in coming, the session is asked whether the network is to blame.</summary>
    private async Task<LogPage> Next(ReadAhead log, ShardSession session, CancellationToken cancellation)
    {
        var next = log.Next(cancellation);
        while (!next.IsCompleted && await Task.WhenAny(next, Pause(LookAnyway, cancellation)) != next)
        {
            await Confirm(session, cancellation);
        }

        return await next;
    }

    private async Task Take(NpgsqlConnection connection, long from, LogPage page, CancellationToken cancellation)
    {
        taking = page.Events.Count > 0 ? page.Events[0] : null;
        await Watch(work.Take(connection, from, page.Reached, page.Events, cancellation), from, cancellation);
        taking = null;
        State = ShardState.CatchingUp;
        batchSize = Math.Min(batchSize * 2, BatchSize);
        backoff.Reset();
        meters.Applied(Name, page.Events.Count);
        Interlocked.Exchange(ref moved, NewSource()).TrySetResult();
    }

    /// <summary>While a batch is long in being taken, sees how the log grows, and whether the database is there at all.</summary>
    private async Task Watch(Task take, long from, CancellationToken cancellation)
    {
        var there = true;
        while (there && !take.IsCompleted && !cancellation.IsCancellationRequested)
        {
            if (await Task.WhenAny(take, Pause(LookAnyway, cancellation)) != take)
            {
                there = await SeesHead(from, cancellation);
            }
        }

        await take;
    }

    /// <summary>False where the database does not answer: the shard tells that it rests, and its batch will fail.</summary>
    private async Task<bool> SeesHead(long position, CancellationToken cancellation)
    {
        var head = LogReader.Head(database, cancellation);
        try
        {
            Progress = (position, await head.WaitAsync(ShardSession.Patience, cancellation));
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            _ = head.ContinueWith(h => _ = h.Exception, CancellationToken.None, default, TaskScheduler.Default);
            Rest();
            return false;
        }
    }

    private async Task Wait(ShardSession session, Task appended, bool gapOpen, CancellationToken cancellation)
    {
        State = ShardState.Live;
        var pause = Pause(gapOpen ? LookAtGap : LookAnyway, cancellation);
        if (await Task.WhenAny(appended, pause) == pause)
        {
            await Confirm(session, cancellation);
        }
    }

    /// <summary>Tells at once that a lost session's shard is at rest: clearing up after it may take a while.</summary>
    private async Task Confirm(ShardSession session, CancellationToken cancellation)
    {
        try
        {
            await session.Confirm(cancellation);
        }
        catch
        {
            Rest();
            throw;
        }
    }

    private void Rest() => State = State == ShardState.Faulted ? State : ShardState.Idle;

    /// <summary>The event at fault, if it is an event's: the one that cannot be read, or the first of those being taken.</summary>
    private Fault? FaultOf(Exception e) =>
        e is UnreadableEventException unreadable ? new(unreadable.Position, unreadable.Type, e)
        : taking is { } first ? new(first.Position, first.Type, e)
        : null;

    private async Task StopAt(NpgsqlConnection connection, Fault fault, CancellationToken cancellation)
    {
        var known = Fault is { } before && before.Position == fault.Position;
        (State, lastFault) = (ShardState.Faulted, fault);
        logger.Log(
            known ? LogLevel.Debug : LogLevel.Error,
            fault.Error,
            "Shard {Shard} stopped at event {Position} ({Type}).",
            Name,
            fault.Position,
            fault.Type
        );
        await Checkpoint.RecordFault(connection, Name, fault, cancellation);
        faulted.TrySetResult();
    }

    private async Task Pause(TimeSpan duration, CancellationToken cancellation) =>
        await Task.Delay(duration, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
