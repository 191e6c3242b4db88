using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>What a <see cref="Shard"/> does with the pages of the log, and where it keeps its checkpoint.</summary>
internal abstract class ShardWork(string name)
{
    /// <summary>The shard's name; its lock and its checkpoint are named after it.</summary>
    public string Name { get; } = name;

    /// <summary>The event types it takes, or their base types; null: all.</summary>
    public virtual IReadOnlyCollection<Type>? Wants => null;

    /// <summary>Looks, with the lock held, whether this node may run it now, and makes what it needs.</summary>
    public virtual Task<bool> Begin(NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult(true);

    /// <summary>
    /// Takes the next events, of those between two positions all that it wants, perhaps none, and moves the checkpoint from
    /// the one to the other.
    /// </summary>
    public abstract Task Take(
        NpgsqlConnection connection,
        long from,
        long to,
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
    public override IReadOnlyCollection<Type>? Wants =>
        projection switch
        {
            IInlineProjection inline => inline.Wants,
            IShardProjection shard => shard.Wants,
            _ => null,
        };

    /// <inheritdoc/>
    public override async Task<bool> Begin(NpgsqlConnection connection, CancellationToken cancellation) =>
        await ProjectionTables.VersionOf(connection, Name, cancellation) == projection.Version;

    /// <inheritdoc/>
    public sealed override async Task Take(
        NpgsqlConnection connection,
        long from,
        long to,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Checkpoint.Move(connection, Name, from, to, cancellation);
        await connection.Query(Settings, row => row.GetString(0), cancellation, Sql.Arg(Name));
        if (events.Count > 0)
        {
            await projection.Apply(events, connection, cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }
}

/// <summary>Delivers to code outside the database, then moves the checkpoint: at least once.</summary>
internal sealed class SubscriptionWork(ISubscription subscription) : ShardWork(subscription.Name)
{
    /// <inheritdoc/>
    public override IReadOnlyCollection<Type>? Wants => subscription.Wants;

    /// <inheritdoc/>
    public override async Task Take(
        NpgsqlConnection connection,
        long from,
        long to,
        IReadOnlyList<StoredEvent> events,
        CancellationToken cancellation
    )
    {
        if (events.Count > 0)
        {
            await Deliver(events, cancellation);
        }

        await Checkpoint.Move(connection, Name, from, to, cancellation);
    }

    private async Task Deliver(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        try
        {
            await subscription.Deliver(events, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException(e);
        }
    }
}

/// <summary>A subscription did not take its events; the message is its own.</summary>
internal sealed class DeliveryException(Exception inner) : Exception(inner.Message, inner);
