using System.Diagnostics;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Metrics;
using Npgsql;
using NpgsqlTypes;
using Activity = CampaignDashboard.Metrics.Activity;

namespace CampaignDashboard.Bench;

/// <summary>
/// What is measured. Each product row runs beside raw PostgreSQL on the same tables in the same run: these machines are
/// shared, so only ratios last.
/// </summary>
internal sealed class Rows(Store store, int scale)
{
    private const string RawCopy =
        "copy events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type) from stdin (format binary)";

    private static readonly string RawAppend = Sql.Read(typeof(Rows).Assembly, "RawAppend.sql");
    private long revision;

    /// <summary>Events a second, <paramref name="size"/> in a transaction, each transaction on a new stream.</summary>
    public async Task<double> Append(int size, int writers) =>
        await Rate(
            writers,
            size,
            async () =>
            {
                var session = new SessionId(Guid.NewGuid());
                object[] events = [.. Enumerable.Range(0, size).Select(_ => Store.PageUpdate(session, Next()))];
                await store.Log.Transact<Any, object>(
                    session.Value,
                    _ => Decision.Of<object>(events),
                    Cause.System,
                    null,
                    default
                );
            }
        );

    /// <summary>The bare statement, prepared, on a connection a writer.</summary>
    public async Task<double> Raw(int size, int writers) =>
        await Rate(
            writers,
            size,
            async () =>
            {
                var session = new SessionId(Guid.NewGuid());
                await using var connection = await store.Database.OpenConnectionAsync();
                await using var command = new NpgsqlCommand(RawAppend, connection);
                command.Parameters.Add(Sql.Arg(Ids(size)));
                command.Parameters.Add(Sql.Arg(Ids(size)));
                command.Parameters.Add(
                    new() { Value = Json(session, size), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }
                );
                await command.ExecuteNonQueryAsync();
            }
        );

    /// <summary>Events a second of one bulk append with natural keys.</summary>
    public async Task<double> Bulk(int size)
    {
        var session = new SessionId(Guid.NewGuid());
        var offered = Enumerable
            .Range(0, size)
            .Select(i => ($"enwiki:{i}", (object)Store.PageUpdate(session, i)))
            .ToArray();
        var clock = Stopwatch.StartNew();
        await store.Log.AppendOnce<Activity>(Activity.StreamOf(session), offered, Cause.System, default);
        return size / clock.Elapsed.TotalSeconds;
    }

    /// <summary>The same rows by COPY into the same table.</summary>
    public async Task<double> BulkRaw(int size)
    {
        var session = new SessionId(Guid.NewGuid());
        await using var connection = await store.Database.OpenConnectionAsync();
        const string reserve = "select nextval('events.mt_events_sequence') from generate_series(1, $1)";
        var positions = await connection.Query(reserve, r => r.GetInt64(0), default, Sql.Arg(size));
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync(RawCopy))
        {
            for (var i = 0; i < size; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(positions[i], NpgsqlDbType.Bigint);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await copy.WriteAsync(session.Value, NpgsqlDbType.Uuid);
                await copy.WriteAsync((long)i, NpgsqlDbType.Bigint);
                await copy.WriteAsync(EventTypes.Write(Store.PageUpdate(session, i)), NpgsqlDbType.Jsonb);
                await copy.WriteAsync("page_update_recorded", NpgsqlDbType.Varchar);
                await copy.WriteAsync(DateTimeOffset.UnixEpoch, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync("x", NpgsqlDbType.Varchar);
            }

            await copy.CompleteAsync();
        }

        return size / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds to read and deserialise a stream of <paramref name="size"/> events.</summary>
    public async Task<double> Fold(int size)
    {
        var session = new SessionId(Guid.NewGuid());
        var offered = Enumerable
            .Range(0, size)
            .Select(i => ($"enwiki:{i}", (object)Store.PageUpdate(session, i)))
            .ToArray();
        await store.Log.AppendOnce<Activity>(Activity.StreamOf(session), offered, Cause.System, default);
        await store.Log.Fold<Any, object>(Activity.StreamOf(session), default);
        var clock = Stopwatch.StartNew();
        await store.Log.Fold<Any, object>(Activity.StreamOf(session), default);
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>Events a second at which the figures' shard catches up with all that was appended so far.</summary>
    public async Task<(long Events, double Rate)> CatchUp()
    {
        var last = await store.Replay.LastPosition(default);
        var clock = Stopwatch.StartNew();
        await store.Daemon.StartAsync(default);
        await store.Daemon.Reach(FigureTables.Projection, last, default);
        return (last, last / clock.Elapsed.TotalSeconds);
    }

    /// <summary>Milliseconds from commit to projected, one event at a time on an idle log; the daemon runs. Sorted.</summary>
    public async Task<double[]> Latency(int times)
    {
        await store.Signal.StartAsync(default);
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            var session = new SessionId(Guid.NewGuid());
            object[] one = [Store.PageUpdate(session, Next())];
            var done = await store.Log.Transact<Any, object>(
                session.Value,
                _ => Decision.Of<object>(one),
                Cause.System,
                null,
                default
            );
            var clock = Stopwatch.StartNew();
            await store.Daemon.Reach(FigureTables.Projection, done.Position, default);
            taken[i] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(taken);
        return taken;
    }

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private long Next() => Interlocked.Increment(ref revision);

    private string[] Json(SessionId session, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => EventTypes.Write(Store.PageUpdate(session, Next())))];

    private async Task<double> Rate(int writers, int size, Func<Task> transaction)
    {
        var each = Math.Max(1, scale / size / writers);
        await transaction();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(Writer)));
        return each * writers * size / clock.Elapsed.TotalSeconds;

        async Task Writer()
        {
            for (var i = 0; i < each; i++)
            {
                await transaction();
            }
        }
    }
}

/// <summary>A stream without a state: what is measured is the store, not a fold.</summary>
internal sealed class Any : IAggregate<Any, object>
{
    public static Any Initial { get; } = new();

    public static Any Evolve(Any state, object e) => state;
}
