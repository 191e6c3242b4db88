using CampaignDashboard.Host;
using JasperFx.Events;
using Marten;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>Bulk append of events with natural keys, as data updates do it, beside COPY into the same table.</summary>
internal static class BulkRows
{
    public const string Name = "bulk";

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "bulk", CancellationToken.None);
        var database = await MartenStore.Database(cluster, "bulk_marten");
        await using var marten = MartenStore.Open(database);
        var updates = PageUpdates.Many(new(Guid.NewGuid()), scale.BulkEvents);
        (string, object)[] offered = [.. updates.Select(u => ($"{u.Wiki}:{u.Revision}", (object)u))];
        RawEvent[] raw = [.. updates.Select((u, n) => RawEvent.Of(store.Types, Guid.Empty, n + 1, u))];
        var figures = await Rounds.Of(
            scale.Rounds,
            () => Rate(() => Once(store, offered)),
            () => Rate(() => Copy(store, raw)),
            () => Rate(() => Insert(marten, [.. updates]))
        );
        yield return new(
            $"{Name} of {scale.BulkEvents:#,0} events, each once by its natural key",
            Row.Rate,
            figures[0],
            Goal.ShareOfRaw(0.8),
            Goal.TwiceMarten
        )
        {
            Raw = ("COPY", figures[1]),
            Marten = [("bulk insert, no keys", figures[2])],
        };
    }

    private static async Task<double> Rate(Func<Task<int>> append)
    {
        var watch = Stopwatch.StartNew();
        var events = await append();
        return events / watch.Elapsed.TotalSeconds;
    }

    private static Task<int> Once(BenchStore store, (string, object)[] offered) =>
        store.Log.AppendOnce<EditCount>(Guid.NewGuid(), offered, Cause.System, CancellationToken.None);

    private static async Task<int> Copy(BenchStore store, RawEvent[] events)
    {
        var stream = Guid.NewGuid();
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RawLog.Copy(
            connection,
            events.Select(e => e with { Stream = stream }),
            events.Length,
            PageUpdates.From,
            CancellationToken.None,
            keyed: true
        );
        await transaction.CommitAsync();
        return events.Length;
    }

    private static async Task<int> Insert(DocumentStore store, object[] events)
    {
        var stream = StreamAction.Start((IEventRegistry)store.Options.Events, Guid.NewGuid(), events);
        await store.BulkInsertEventsAsync([stream], batchSize: 1_000, CancellationToken.None);
        return events.Length;
    }
}
