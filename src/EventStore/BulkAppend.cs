using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Appends many events with natural keys to one stream: lock the stream and take the keys it has not seen (one round
/// trip), COPY their events, run the inline projections that want them, commit.
/// </summary>
internal sealed class BulkAppend(NpgsqlDataSource database, EventTypes types, InlineProjections projections)
{
    private static readonly string LockStream = Sql.Read("LockStream.sql");
    private static readonly string TakeKeys = Sql.Read("TakeKeys.sql");

    /// <summary>How many events were new. The keys are distinct.</summary>
    public async Task<int> Run(
        Guid stream,
        string type,
        (string Key, object Event)[] offered,
        Cause cause,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await Take(connection, stream, type, offered, cancellation) is not { } taken)
        {
            await transaction.RollbackAsync(cancellation);
            return 0;
        }

        var copy = new EventCopy(types, stream, taken.Version, taken.At, cause);
        await copy.Write(connection, taken.Fresh, taken.Positions, cancellation);
        if (projections.Wanting(taken.Fresh.Select(f => f.Event)) is [var first, ..] wanting)
        {
            await connection.Execute(InlineProjections.UseSchema(first), cancellation);
            var stored = taken.Fresh.Select((f, n) => copy.Stored(f.Event, n, taken.Positions[n]));
            await InlineProjections.Apply(wanting, [.. stored], connection, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return taken.Fresh.Length;
    }

    private static async Task<Taken?> Take(
        NpgsqlConnection connection,
        Guid stream,
        string type,
        (string Key, object Event)[] offered,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(LockStream) { Parameters = { Sql.Arg(stream), Sql.Arg(type) } },
                new(TakeKeys) { Parameters = { Sql.Arg(stream), Sql.Arg(offered.Select(o => o.Key).ToArray()) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (await reader.IsDBNullAsync(2, cancellation))
        {
            return null;
        }

        var (places, positions) = (reader.GetFieldValue<int[]>(2), reader.GetFieldValue<long[]>(3));
        Array.Sort(places);
        Array.Sort(positions);
        return new(
            reader.GetInt64(0),
            reader.GetFieldValue<DateTimeOffset>(1),
            Array.ConvertAll(places, place => offered[place - 1]),
            positions
        );
    }

    private sealed record Taken(long Version, DateTimeOffset At, (string Key, object Event)[] Fresh, long[] Positions);
}
