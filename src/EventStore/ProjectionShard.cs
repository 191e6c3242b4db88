using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>What a shard is doing.</summary>
public enum ShardState
{
    /// <summary>Another node runs it.</summary>
    Idle,

    /// <summary>Reading events that were there before.</summary>
    CatchingUp,

    /// <summary>At the end of the log, woken by the next append.</summary>
    Live,

    /// <summary>Stopped at an event it cannot apply.</summary>
    Faulted,
}

/// <summary>
/// Runs one projection, as a state machine: idle → catching up ⇄ live, faulted.
/// <para>
/// Who is authoritative: the row in <c>mt_event_progression</c>, which moves in the transaction that applies the batch;
/// so each event is applied exactly once, whatever dies when. One node at a time runs a shard: it holds a session-level
/// advisory lock on the very connection it writes on, so losing the connection loses the lock and the open batch alike.
/// A notification means nothing but "look now". An event that cannot be applied (found by going one by one) stops this
/// shard alone: <c>events.shard_fault</c> names it, and a restart tries again.
/// </para>
/// </summary>
internal sealed class ProjectionShard(
    IShardProjection projection,
    NpgsqlDataSource database,
    EventTypes types,
    AppendSignal signal,
    TimeProvider time,
    ILogger logger
)
{
    public const int BatchSize = 5_000;

    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookAtGap = TimeSpan.FromMilliseconds(20);

    private int batchSize = BatchSize;
    private readonly TaskCompletionSource faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => projection.Name;

    public ShardState State { get; private set; } = ShardState.Idle;

    /// <summary>Ends at the next batch this node applies.</summary>
    public Task Moved => moved.Task;

    /// <summary>Ends when this node has stopped at an event it cannot apply, and said so.</summary>
    public Task Faulted => faulted.Task;

    /// <summary>Runs until cancelled or faulted; whatever else happens is an incident, not an end.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (State != ShardState.Faulted && !cancellation.IsCancellationRequested)
        {
            try
            {
                await RunOnOneConnection(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A smaller batch next time, should this one have been more than the database can do in time.
                batchSize = Math.Max(1, batchSize / 2);
                logger.LogWarning(e, "Shard {Shard} lost the database; it starts again where its checkpoint is.", Name);
            }

            State = State == ShardState.Faulted ? State : ShardState.Idle;
            await Pause(TakeOver, cancellation);
        }
    }

    /// <summary>Whether the database failed and not the event: the connection is gone, or it asks to try again.</summary>
    private static bool IsOutage(Exception e, NpgsqlConnection connection) =>
        connection.State != ConnectionState.Open
        || e is IOException or (NpgsqlException and ((not PostgresException) or { IsTransient: true }))
        || e is PostgresException { SqlState: ['5', '7', ..] };

    private async Task RunOnOneConnection(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var mine = await connection.Query(
            "select pg_try_advisory_lock(hashtextextended($1, 0))",
            row => row.GetBoolean(0),
            cancellation,
            Sql.Arg(Name)
        );
        if (!mine[0])
        {
            return;
        }

        try
        {
            await Follow(connection, cancellation);
        }
        finally
        {
            // The pool keeps the session, and would keep the lock with it. A lost session has lost it already.
            if (connection.State == ConnectionState.Open)
            {
                await connection.Execute("select pg_advisory_unlock_all()", CancellationToken.None);
            }
        }
    }

    private async Task Follow(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var reader = new LogReader(types);
        var position = await Checkpoint.Read(connection, Name, cancellation);
        State = ShardState.CatchingUp;
        while (State != ShardState.Faulted && !cancellation.IsCancellationRequested)
        {
            var appended = signal.Next;
            var (events, fault) = await ReadBatch(connection, reader, position, cancellation);
            fault ??= events.Count == 0 ? null : await TryApply(connection, events, cancellation);
            if (fault is not null)
            {
                await OnFault(connection, fault, cancellation);
            }
            else if (events.Count > 0)
            {
                position = events[^1].Position;
                batchSize = Math.Min(batchSize * 2, BatchSize);
                Interlocked.Exchange(ref moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
            else
            {
                State = ShardState.Live;
                await Task.WhenAny(appended, Pause(reader.GapOpen ? LookAtGap : LookAnyway, cancellation));
            }
        }
    }

    private async Task<(IReadOnlyList<StoredEvent> Events, Fault? Fault)> ReadBatch(
        NpgsqlConnection connection,
        LogReader reader,
        long position,
        CancellationToken cancellation
    )
    {
        try
        {
            return (await reader.Read(connection, position, batchSize, cancellation), null);
        }
        catch (UnreadableEventException e)
        {
            return ([], new(e.Position, e.Type, e));
        }
    }

    private async Task<Fault?> TryApply(
        NpgsqlConnection connection,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.Execute($"set local search_path to {projection.Schema}", cancellation);
            await projection.Apply(events, connection, cancellation);
            await Checkpoint.Move(connection, Name, events[^1].Position, cancellation);
            await transaction.CommitAsync(cancellation);
            return null;
        }
        catch (Exception e) when (!IsOutage(e, connection) && !cancellation.IsCancellationRequested)
        {
            return new(events[0].Position, events[0].Type, e);
        }
    }

    /// <summary>A batch fails: go on one by one. One event fails: it is the poison; stop and say so.</summary>
    private async Task OnFault(NpgsqlConnection connection, Fault fault, CancellationToken cancellation)
    {
        if (batchSize > 1)
        {
            batchSize = 1;
            return;
        }

        State = ShardState.Faulted;
        logger.LogError(
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

/// <summary>The event a shard cannot get past, and why.</summary>
internal sealed record Fault(long Position, string Type, Exception Error);
