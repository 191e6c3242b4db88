using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Tables folded from the log. <see cref="Apply"/> is total and set-based, takes time only from the events, and names
/// its tables without a schema: the caller sets <c>search_path</c>, to the live schema, to that of a version being built,
/// or to a scratch one for a replay.
/// </summary>
public interface IProjection
{
    /// <summary>
    /// Its name in lower snake case, for example <c>figures</c>: that of the schema which its live tables have for
    /// themselves, of its checkpoint (<c>figures:all</c>, as Marten writes it), and of <c>dashboard rebuild</c>.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// Raised by one whenever <see cref="Tables"/>, <see cref="Indexes"/> or <see cref="Apply"/> change what the rows
    /// are: the new version is then built beside the old one, and readers are switched to it at once.
    /// </summary>
    int Version { get; }

    /// <summary>SQL that makes its tables, without a schema in any name.</summary>
    string Tables { get; }

    /// <summary>
    /// SQL for what only readers need, made when the bulk of the rows is there: keys that <see cref="Apply"/> does not
    /// rest on, indexes.
    /// </summary>
    string Indexes => "";

    /// <summary>
    /// Applies events in log order, in the caller's transaction. Events of no interest are passed too; skip them.
    /// </summary>
    Task Apply(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, CancellationToken cancellation);
}

/// <summary>A projection that runs in the transaction of the append: its readers read their own writes.</summary>
public interface IInlineProjection : IProjection
{
    /// <summary>
    /// The event types it writes rows for, or their base types. An append that has none of them is not passed to it, and
    /// one that nobody wants needs no transaction of several statements.
    /// </summary>
    IReadOnlyCollection<Type> Wants { get; }
}

/// <summary>A projection that the daemon runs, a shard of its own, in order and exactly once.</summary>
public interface IShardProjection : IProjection
{
    /// <summary>
    /// The event types it writes rows for, or their base types; null: all. Others are not read for it, so that what is
    /// recorded by the million costs only who counts it.
    /// </summary>
    IReadOnlyCollection<Type>? Wants => null;
}
