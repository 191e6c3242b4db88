using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Bench;

/// <summary>
/// The log's table as raw PostgreSQL writes and reads it: the same columns and indexes, JSON made beforehand, no stream
/// rows, no versions checked, nothing told about what was written.
/// </summary>
internal static class RawLog
{
    private const string CopyText =
        "copy events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type{0}) from stdin (format binary)";

    private const string Reserve =
        "select setval('events.mt_events_sequence', nextval('events.mt_events_sequence') + $1) - $1";

    /// <summary>
    /// Copies events in, at positions in their order; tells the last position. Ours have the JSON as bytes too, which
    /// Marten's tables have not; keyed, each has a natural key, as the bulk append's have. Who copies several at a time says
    /// where each begins.
    /// </summary>
    public static async Task<long> Copy(
        NpgsqlConnection connection,
        IEnumerable<RawEvent> events,
        int count,
        DateTimeOffset now,
        CancellationToken cancellation,
        bool ours = true,
        bool keyed = false,
        long? at = null
    )
    {
        var first =
            at ?? (await connection.Query(Reserve, r => r.GetInt64(0), cancellation, Sql.Arg((long)count - 1)))[0];
        var position = first;
        var more = (ours ? ", json" : "") + (keyed ? ", natural_key" : "");
        var text = CopyText.Replace("{0}", more, StringComparison.Ordinal);
        await using var copy = await connection.BeginBinaryImportAsync(text, cancellation);
        foreach (var e in events)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(position++, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(e.Stream, NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(e.Version, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(e.Json, NpgsqlDbType.Jsonb, cancellation);
            await copy.WriteAsync(e.Type, NpgsqlDbType.Varchar, cancellation);
            await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync(e.DotnetType, NpgsqlDbType.Varchar, cancellation);
            if (ours)
            {
                await copy.WriteAsync(e.Json, NpgsqlDbType.Bytea, cancellation);
            }

            if (keyed)
            {
                await copy.WriteAsync($"enwiki:{e.Version}", NpgsqlDbType.Text, cancellation);
            }
        }

        await copy.CompleteAsync(cancellation);
        return first + count - 1;
    }

    /// <summary>Reads what a query of the log gives, and looks at no more than the bytes; tells how many rows.</summary>
    public static async Task<int> Read(
        NpgsqlDataSource database,
        string query,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    ) => (await database.Query(query, row => row.GetFieldValue<byte[]>(5).Length, cancellation, parameters)).Count;
}

/// <summary>A row of the log before it has a position.</summary>
internal sealed record RawEvent(Guid Stream, long Version, byte[] Json, string Type, string DotnetType)
{
    /// <summary>Any event, as the log would store it.</summary>
    public static RawEvent Of(EventTypes types, Guid stream, long version, object e)
    {
        var name = types.NameOf(e.GetType());
        return new(stream, version, EventTypes.Write(e), name.Name, name.DotnetType);
    }
}
