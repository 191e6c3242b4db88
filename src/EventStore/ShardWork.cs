using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>What a <see cref="Shard"/> does with the pages of the log, and where it keeps its checkpoint.</summary>
internal abstract class ShardWork(string name)
{
    /// <summary>The shard's name; its lock and its checkpoint are named after it.</summary>
    public string Name { get; } = name;

    /// <summary>Looks, with the lock held, whether this node may run it now, and makes what it needs.</summary>
    public virtual Task<bool> Begin(NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult(true);

    /// <summary>Takes the next events, and moves the checkpoint from <paramref name="from"/> to the last of them.</summary>
    public abstract Task Take(
        NpgsqlConnection connection,
        long from,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    );

    /// <summary>The log has no more for now.</summary>
    public virtual Task<NextStep> AtHead(NpgsqlConnection connection, long position, CancellationToken cancellation) =>
        Task.FromResult(NextStep.Wait);
}

/// <summary>What a shard does at the end of the log.</summary>
internal enum NextStep
{
    /// <summary>Wait for the next append.</summary>
    Wait,

    /// <summary>Look again at once: time has passed.</summary>
    ReadOn,

    /// <summary>Nothing more, ever.</summary>
    End,
}

/// <summary>Keeps the tables of a projection: rows and checkpoint in one transaction, hence exactly once.</summary>
internal class ProjectionWork(IProjection projection, string schema) : ShardWork(schema)
{
    // A lost tail of the tables takes its checkpoint with it, so nobody need wait for the disk.
    private const string Settings =
        "select set_config('search_path', $1, true), set_config('synchronous_commit', 'off', true)";

    /// <inheritdoc/>
    public override async Task<bool> Begin(NpgsqlConnection connection, CancellationToken cancellation) =>
        await ProjectionTables.VersionOf(connection, Name, cancellation) == projection.Version;

    /// <inheritdoc/>
    public sealed override async Task Take(
        NpgsqlConnection connection,
        long from,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Checkpoint.Move(connection, Name, from, events[^1].Position, cancellation);
        await connection.Query(Settings, row => row.GetString(0), cancellation, Sql.Arg(Name));
        await projection.Apply(events, connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}

/// <summary>Delivers to code outside the database, then moves the checkpoint: at least once.</summary>
internal sealed class SubscriptionWork(ISubscription subscription) : ShardWork(subscription.Name)
{
    /// <inheritdoc/>
    public override async Task Take(
        NpgsqlConnection connection,
        long from,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        try
        {
            await subscription.Deliver(events, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException(e);
        }

        await Checkpoint.Move(connection, Name, from, events[^1].Position, cancellation);
    }
}

/// <summary>A subscription did not take its events; the message is its own.</summary>
internal sealed class DeliveryException(Exception inner) : Exception(inner.Message, inner);
