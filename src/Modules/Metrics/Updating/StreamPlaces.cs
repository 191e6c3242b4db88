using CampaignDashboard.MediaWiki;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Where listening to the stream of recent changes goes on: the table <c>metrics.stream_place</c>.</summary>
internal sealed class StreamPlaces(NpgsqlDataSource database)
{
    private const string Stream = "recentchange";
    private const string Kept = "select event_id, at from metrics.stream_place where stream = $1 and at >= $2";
    private const string Keep =
        "insert into metrics.stream_place (stream, event_id, at) values ($1, $2, $3) on conflict (stream) do update set event_id = excluded.event_id, at = excluded.at";

    /// <summary>The place, if it is not older than that instant.</summary>
    public async Task<StreamPlace?> Since(DateTimeOffset instant, CancellationToken cancellation) =>
        (
            await database.Query(
                Kept,
                row => new StreamPlace(row.IsDBNull(0) ? null : row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)),
                cancellation,
                Sql.Arg(Stream),
                Sql.Arg(instant)
            )
        ).SingleOrDefault();

    public async Task Save(StreamPlace place, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(
            Keep,
            cancellation,
            Sql.Arg(Stream),
            Sql.ArgOrNull(place.EventId, NpgsqlDbType.Text),
            Sql.Arg(place.At)
        );
    }
}
