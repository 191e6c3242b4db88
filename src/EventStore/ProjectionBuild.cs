using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Builds a version of a projection beside the live one, in a schema of its own, and puts it in its place: a shard like
/// any other, killed and resumed like any other, whose work ends with the exchange.
/// <para>
/// The exchange is one transaction. It renames the schemas and hands the live checkpoint on, whose row it holds: a batch
/// that is being applied to the old tables ends before, or finds its checkpoint moved and writes nothing. For a projection
/// that runs inline, appends wait for the moment that the rest of the log takes; nothing that they wrote is missing.
/// </para>
/// </summary>
internal sealed class ProjectionBuild(IProjection projection, EventTypes types)
    : ProjectionWork(projection, SchemaOf(projection))
{
    private const int TailSize = 1_000;

    private const string LockLive = "select last_seq_id from events.mt_event_progression where name = $1 for update";

    // Waits for open appends; later ones wait for us.
    private const string HoldAppends = "lock table events.mt_streams in share row exclusive mode";

    private readonly IProjection projection = projection;

    private string Retired => $"{projection.Name}_retired";

    /// <summary>The schema that a projection is built in.</summary>
    public static string SchemaOf(IProjection projection) => $"{projection.Name}_next";

    /// <summary>Goes on where an interrupted build of the same version stopped; any other rest is cleared away.</summary>
    public override async Task<bool> Begin(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await base.Begin(connection, cancellation))
        {
            await ProjectionTables.Drop(connection, Name, cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ProjectionTables.Create(connection, projection, Name, indexed: false, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return true;
    }

    /// <summary>Makes the indexes first, and the exchange when the log has no more again.</summary>
    public override async Task<bool> AtHead(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        if (await ProjectionTables.Index(connection, projection, Name, cancellation))
        {
            return false;
        }

        await ProjectionTables.Drop(connection, Retired, cancellation);
        if (!await Exchange(connection, position, cancellation))
        {
            return false;
        }

        await ProjectionTables.Drop(connection, Retired, cancellation);
        return true;
    }

    private async Task<bool> Exchange(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (projection is IInlineProjection)
        {
            await connection.Execute(HoldAppends, cancellation);
            position = await ApplyTail(connection, position, cancellation);
        }
        else if (await LivePosition(connection, cancellation) > position)
        {
            // Readers must not be thrown back; the log is read on and this is tried again.
            return false;
        }

        await ProjectionTables.Exchange(connection, Name, projection.Name, Retired, position, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<long> LivePosition(NpgsqlConnection connection, CancellationToken cancellation) =>
        (
            await connection.Query(
                LockLive,
                row => row.GetInt64(0),
                cancellation,
                Sql.Arg(Checkpoint.RowOf(projection.Name))
            )
        ).SingleOrDefault();

    /// <summary>With appends held, what is in the log is all there is: no gap can be filled any more.</summary>
    private async Task<long> ApplyTail(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        await connection.Execute($"set local search_path to {Name}", cancellation);
        while (true)
        {
            var events = await connection.Query(
                StoredEventRows.OfLog,
                row => StoredEventRows.Read(row, types),
                cancellation,
                Sql.Arg(position),
                Sql.Arg(TailSize)
            );
            if (events.Count == 0)
            {
                return position;
            }

            await projection.Apply(events, connection, cancellation);
            position = events[^1].Position;
        }
    }
}
