using System.Buffers;
using System.Text.Json;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>COPY into one stream that has <paramref name="version"/> now and is locked by the caller.</summary>
internal sealed class EventCopy(EventTypes types, Guid stream, long version, DateTimeOffset at, Cause cause)
{
    private const string Copy =
        "copy events.mt_events (seq_id, id, stream_id, version, data, json, type, timestamp, mt_dotnet_type, natural_key, correlation_id, causation_id, user_name) from stdin (format binary)";

    private const short Columns = 13;

    private readonly ArrayBufferWriter<byte> json = new();
    private readonly List<Guid> ids = [];

    /// <summary>Writes events at these positions, ascending.</summary>
    public async Task Write(
        NpgsqlConnection connection,
        (string Key, object Event)[] events,
        long[] positions,
        CancellationToken cancellation
    )
    {
        ids.EnsureCapacity(events.Length);
        await using var writer = new Utf8JsonWriter(json);
        await connection.CopyIn(
            Copy,
            Columns,
            events.Index(),
            (row, e) => Add(row, e.Item.Event, e.Item.Key, e.Index, positions[e.Index], writer),
            cancellation
        );
    }

    /// <summary>The nth event as the log holds it.</summary>
    public StoredEvent Stored(object data, int n, long position) =>
        new(
            position,
            ids[n],
            stream,
            version + n + 1,
            types.NameOf(data.GetType()).Name,
            data,
            at,
            cause.Actor,
            cause.Correlation,
            cause.Causation
        );

    private void Add(CopyRow row, object data, string key, int n, long position, Utf8JsonWriter writer)
    {
        var (name, dotnetType) = types.NameOf(data.GetType());
        json.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, data, data.GetType(), EventTypes.Json);
        ids.Add(Guid.CreateVersion7());
        row.Bigint(position);
        row.Uuid(ids[n]);
        row.Uuid(stream);
        row.Bigint(version + n + 1);
        row.Jsonb(json.WrittenSpan);
        row.Bytes(json.WrittenSpan);
        row.Text(name);
        row.Timestamptz(at);
        row.Text(dotnetType);
        row.Text(key);
        row.Text(cause.Correlation);
        row.Text(cause.Causation);
        row.Text(cause.Actor);
    }
}
