using CampaignDashboard.Host;
using CampaignDashboard.Metrics.Contracts;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>The state of one long stream, from its events.</summary>
internal static class FoldRow
{
    public const string Name = "fold";

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "fold", CancellationToken.None);
        var database = await MartenStore.Database(cluster, "fold_marten", AddTotals);
        await using var source = NpgsqlDataSource.Create(database);
        await using var usual = MartenStore.Open(database, AddTotals);
        await using var tuned = MartenStore.OpenTuned(database, AddTotals);
        var stream = await Fill(store, store.Database, scale.StreamEvents);
        var its = await Fill(store, source, scale.StreamEvents);
        var figures = await Rounds.Of(
            scale.Rounds * 3,
            () =>
                Milliseconds(async () =>
                    (await store.Log.Fold<EditCount, ActivityEvent>(stream, CancellationToken.None)).State.Edits
                ),
            () =>
                Milliseconds(async () =>
                    await RawLog.Read(
                        store.Database,
                        StoredEventRows.OfStream,
                        CancellationToken.None,
                        Sql.Arg(stream),
                        Sql.Arg(0L)
                    )
                ),
            () => Milliseconds(() => Aggregate(usual, its)),
            () => Milliseconds(() => Aggregate(tuned, its))
        );
        yield return new(
            $"{Name} of a stream of {scale.StreamEvents:#,0} events",
            Row.Milliseconds,
            figures[0],
            Goal.Below(25, "ms"),
            Goal.TwiceMarten
        )
        {
            Raw = ("the rows' bytes", figures[1]),
            Marten = [(MartenStore.Default, figures[2]), ("prepared", figures[3])],
        };

        async Task<double> Milliseconds(Func<Task<long>> fold)
        {
            var watch = Stopwatch.StartNew();
            var events = await fold();
            return events == scale.StreamEvents
                ? watch.Elapsed.TotalMilliseconds
                : throw new InvalidOperationException($"{scale.StreamEvents} events were to be seen, {events} were.");
        }
    }

    private static async Task<long> Aggregate(DocumentStore store, Guid stream)
    {
        await using var session = store.QuerySession();
        return (await session.Events.AggregateStreamAsync<MartenTotals>(stream))!.Edits;
    }

    private static void AddTotals(StoreOptions options) =>
        options.Projections.Add(new MartenProjection<MartenTotals>(), ProjectionLifecycle.Live);

    /// <summary>As appends would leave it: the stream's events lie together.</summary>
    private static async Task<Guid> Fill(BenchStore store, NpgsqlDataSource database, int events)
    {
        var log = await SessionLog.Fill(store, database, events, streams: 1);
        return (
            await database.Query(
                "select stream_id from events.mt_events where seq_id = $1",
                row => row.GetGuid(0),
                CancellationToken.None,
                Sql.Arg(log.Last)
            )
        )[0];
    }
}
