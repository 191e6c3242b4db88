using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>The queries that read events, all with the same columns.</summary>
internal static class StoredEventRows
{
    // Other programmes' events have no `json`: then PostgreSQL makes text of the data.
    private const string Json = "coalesce(json, convert_to(data::text, 'UTF8'))";

    private const string Columns =
        $"seq_id, id, stream_id, version, type, {Json}, timestamp, user_name, correlation_id, causation_id";

    /// <summary>Which of these is the JSON.</summary>
    public const int JsonColumn = 5;

    /// <summary>What a fold needs of one stream ($1) after a version ($2).</summary>
    public const string ToFold =
        $"select seq_id, version, type, {Json} from events.mt_events where stream_id = $1 and version > $2 order by version";

    /// <summary>One stream ($1) after a version ($2).</summary>
    public const string OfStream =
        $"select {Columns} from events.mt_events where stream_id = $1 and version > $2 order by version";

    /// <summary>The log after a position ($1), at most $2 events.</summary>
    public const string OfLog = $"select {Columns} from events.mt_events where seq_id > $1 order by seq_id limit $2";

    /// <summary>The same without the data of events of these types ($3), which only take their places.</summary>
    public static readonly string OfLogBeside = OfLog.Replace(
        Json,
        $"case when type <> all($3) then {Json} end",
        StringComparison.Ordinal
    );

    /// <summary>Chosen streams ($1) after a position ($2) up to another ($3), at most $4 events.</summary>
    public const string OfStreams =
        $"select {Columns} from events.mt_events where stream_id = any($1) and seq_id > $2 and seq_id <= $3 order by seq_id limit $4";

    /// <summary>A row of <see cref="ToFold"/>.</summary>
    public static (long Version, object Data) ReadToFold(NpgsqlDataReader row, EventTypes types) =>
        (row.GetInt64(1), types.Read(row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetInt64(0)));

    public static StoredEvent Read(NpgsqlDataReader row, EventTypes types)
    {
        var position = row.GetInt64(0);
        var type = row.GetString(4);
        return new(
            position,
            row.GetGuid(1),
            row.GetGuid(2),
            row.GetInt64(3),
            type,
            types.Read(type, row.GetFieldValue<byte[]>(JsonColumn), position),
            row.GetFieldValue<DateTimeOffset>(6),
            Text(row, 7),
            Text(row, 8),
            Text(row, 9)
        );
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
