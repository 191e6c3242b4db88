using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.EventStore;

/// <summary>Bulk append: COPY into the log at positions reserved before, with the stream's row locked by the caller.</summary>
internal static class EventCopy
{
    private const string Copy =
        "copy events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, user_name) from stdin (format binary)";

    private const string Advance = "update events.mt_streams set version = $2 where id = $1";

    /// <summary>Writes the events at these positions (ascending) and moves the stream's version; tells them as stored.</summary>
    public static async Task<IReadOnlyList<StoredEvent>> Write(
        NpgsqlConnection connection,
        EventTypes types,
        StreamWrite write,
        long[] positions,
        CancellationToken cancellation
    )
    {
        var now = (
            await connection.Query("select clock_timestamp()", r => r.GetFieldValue<DateTimeOffset>(0), cancellation)
        )[0];
        var stored = write
            .Events.Select(
                (e, n) =>
                    new StoredEvent(
                        positions[n],
                        Guid.CreateVersion7(),
                        write.Stream,
                        write.Version + n + 1,
                        types.NameOf(e.GetType()).Name,
                        e,
                        now,
                        write.Cause.Actor
                    )
            )
            .ToArray();
        await using (var copy = await connection.BeginBinaryImportAsync(Copy, cancellation))
        {
            foreach (var e in stored)
            {
                await Row(copy, e, types, write.Cause, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        await connection.Execute(Advance, cancellation, Sql.Arg(write.Stream), Sql.Arg(stored[^1].Version));
        return stored;
    }

    private static async Task Row(
        NpgsqlBinaryImporter copy,
        StoredEvent e,
        EventTypes types,
        Cause cause,
        CancellationToken cancellation
    )
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(e.Position, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(e.Id, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(e.Stream, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(e.Version, NpgsqlDbType.Bigint, cancellation);
        await copy.WriteAsync(EventTypes.Write(e.Data), NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync(e.Type, NpgsqlDbType.Varchar, cancellation);
        await copy.WriteAsync(e.Timestamp, NpgsqlDbType.TimestampTz, cancellation);
        await copy.WriteAsync(types.NameOf(e.Data.GetType()).DotnetType, NpgsqlDbType.Varchar, cancellation);
        foreach (var text in (string?[])[cause.Correlation, cause.Causation, cause.Actor])
        {
            await (
                text is null
                    ? copy.WriteNullAsync(cancellation)
                    : copy.WriteAsync(text, NpgsqlDbType.Varchar, cancellation)
            );
        }
    }
}
