using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Folds a projection again over chosen streams up to a log position, in a scratch schema, and asks it. The schema, its
/// tables and rows exist in one transaction that is rolled back: nobody else sees them, and nothing is left after a
/// crash. The live projection and the replay share tables, Apply and queries: one definition, two uses.
/// </summary>
public sealed class Replay(NpgsqlDataSource database, EventTypes types)
{
    private const int PageSize = 5_000;

    private const string PositionAt =
        "select least($2, (select min(seq_id) - 1 from events.mt_events where timestamp > $1))";

    /// <summary>
    /// The position of the last event of the log before any that is younger than this instant. Final, as
    /// <see cref="LastPosition"/> is.
    /// </summary>
    public async Task<long> PositionOf(DateTimeOffset instant, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var last = await LastFinal(connection, cancellation);
        var found = await connection.Query(
            PositionAt,
            row => row.GetInt64(0),
            cancellation,
            Sql.Arg(instant.ToUniversalTime()),
            Sql.Arg(last)
        );
        return found[0];
    }

    /// <summary>
    /// The position of the newest event, once nothing at or below it can change any more: appends that are under way
    /// are waited for, or a replay to the same position could show more later.
    /// </summary>
    public async Task<long> LastPosition(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await LastFinal(connection, cancellation);
    }

    /// <summary>What <paramref name="ask"/> answers over the projection of these streams as of a position.</summary>
    public async Task<T> AsOf<T>(
        IProjection projection,
        IReadOnlyCollection<Guid> streams,
        long position,
        Func<NpgsqlConnection, Task<T>> ask,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(ask);
        var scratch = $"scratch_{Guid.NewGuid():N}";
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute($"create schema {scratch}; set local search_path to {scratch}", cancellation);
        await connection.Execute(projection.Tables, cancellation);
        var after = 0L;
        while (true)
        {
            var page = await Page(connection, streams, after, position, cancellation);
            if (page.Count > 0)
            {
                await projection.Apply(page, connection, cancellation);
            }

            if (page.Count < PageSize)
            {
                break;
            }

            after = page[^1].Position;
        }

        if (projection.Indexes.Length > 0)
        {
            await connection.Execute(projection.Indexes, cancellation);
        }

        var answer = await ask(connection);
        await transaction.RollbackAsync(cancellation);
        return answer;
    }

    private static async Task<long> LastFinal(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var last = await LogReader.Head(connection, cancellation);
        await (await OpenAppends.Now(connection, cancellation)).End(connection, cancellation);
        return last;
    }

    private Task<IReadOnlyList<StoredEvent>> Page(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> streams,
        long after,
        long position,
        CancellationToken cancellation
    ) =>
        connection.Query(
            StoredEventRows.OfStreams,
            row => StoredEventRows.Read(row, types),
            cancellation,
            Sql.Arg(streams.ToArray()),
            Sql.Arg(after),
            Sql.Arg(position),
            Sql.Arg(PageSize)
        );
}
