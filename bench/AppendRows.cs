using System.Diagnostics;
using CampaignDashboard.Host;
using JasperFx.Events;

namespace CampaignDashboard.Bench;

/// <summary>Appends of 1 to 1,000 events a transaction, by one writer and by eight, each on streams of its own.</summary>
internal sealed class AppendRows(Scale scale, BenchStore store, string marten, string martenQuick)
{
    /// <summary>How many transactions of a single event a stream takes; with more events, each begins a stream.</summary>
    private const int TransactionsAStream = 10;

    public const string Name = "append";

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        foreach (var events in (int[])[1, 10, 100, 1_000])
        {
            await using var store = await BenchStore.In(
                cluster,
                $"append_{events}",
                CancellationToken.None,
                inline: false
            );
            // Each of its append modes has a function of its own.
            var marten = await MartenStore.Database(cluster, $"append_{events}_marten");
            var martenQuick = await MartenStore.Database(cluster, $"append_{events}_marten_quick", Quick);
            var rows = new AppendRows(scale, store, marten, martenQuick);
            var signal = store.Get<AppendSignal>();
            await signal.StartAsync(CancellationToken.None);
            foreach (var writers in (int[])[1, 8])
            {
                foreach (var row in await rows.Measure(events, writers))
                {
                    yield return row;
                }
            }

            await signal.StopAsync(CancellationToken.None);
        }
    }

    private async Task<Row[]> Measure(int events, int writers)
    {
        var updates = PageUpdates.Many(new(Guid.NewGuid()), events);
        RawEvent[] raw = [.. updates.Select(e => RawEvent.Of(store.Types, Guid.Empty, 0, e))];
        await using var usual = MartenStore.Open(marten);
        await using var rich = MartenStore.OpenTuned(marten, o => o.Events.AppendMode = EventAppendMode.Rich);
        await using var quick = MartenStore.OpenTuned(martenQuick, Quick);
        await using var quickest = MartenStore.OpenTuned(marten);
        Task<IAppender> Marten(Marten.DocumentStore its, bool startStreams) =>
            Task.FromResult<IAppender>(new MartenAppender(its, [.. updates], startStreams));
        Func<Task<IAppender>>[] ways =
        [
            () => Task.FromResult<IAppender>(new StoreAppender(store.Log, [.. updates])),
            () => Task.FromResult<IAppender>(new TransactAppender(store.Log, [.. updates])),
            async () => await RawAppender.Prepare(await store.Database.OpenConnectionAsync(), raw),
            () => Marten(usual, startStreams: true),
            () => Marten(rich, startStreams: true),
            () => Marten(quick, startStreams: true),
            () => Marten(quickest, startStreams: false),
        ];
        await store.Execute("checkpoint", CancellationToken.None);
        var figures = await Rounds.Of(
            scale.Rounds,
            [.. ways.Select<Func<Task<IAppender>>, Func<Task<double>>>(w => () => EventsASecond(w, events, writers))]
        );
        (string, double[])[] martens =
        [
            (MartenStore.Default, figures[3]),
            ("rich, prepared", figures[4]),
            ("quick, prepared", figures[5]),
            ("quick function, prepared", figures[6]),
        ];
        var what = $"{Count(events, "event")} a transaction, {Count(writers, "writer")}";
        Row Of(string way, double[] ours, params Goal[] goals) =>
            new($"{way}: {what}", Row.Rate, ours, goals)
            {
                Raw = (events == 1 ? "prepared insert" : "unnest insert", figures[2]),
                Marten = martens,
            };
        return
        [
            Of(Name, figures[0], Goal.ShareOfRaw(0.7), Goal.TwiceMarten),
            Of("decision (fold, decide, append)", figures[1]),
        ];
    }

    private static void Quick(Marten.StoreOptions options) => options.Events.AppendMode = EventAppendMode.Quick;

    private static string Count(int n, string thing) => $"{n:#,0} {thing}{(n == 1 ? "" : "s")}";

    private async Task<double> EventsASecond(Func<Task<IAppender>> way, int events, int writers)
    {
        var appenders = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => way()));
        var watch = Stopwatch.StartNew();
        var transactions = await Task.WhenAll(appenders.Select(a => Task.Run(() => Write(a, events, watch))));
        var seconds = watch.Elapsed.TotalSeconds;
        foreach (var appender in appenders)
        {
            await appender.DisposeAsync();
        }

        return transactions.Sum() * (double)events / seconds;
    }

    private async Task<int> Write(IAppender appender, int events, Stopwatch watch)
    {
        var (stream, done) = (Guid.NewGuid(), 0);
        var aStream = events == 1 ? TransactionsAStream : 1;
        while (watch.Elapsed < scale.AppendRound)
        {
            stream = done % aStream == 0 ? Guid.NewGuid() : stream;
            await appender.Append(stream, done % aStream * events);
            done++;
        }

        return done;
    }
}
