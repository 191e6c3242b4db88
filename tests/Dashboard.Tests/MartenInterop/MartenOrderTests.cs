using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.EventStore;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace CampaignDashboard.Tests.MartenInterop;

/// <summary>
/// Which of Marten's ways to append keep the rule that our readers rest on: the position is taken in the transaction
/// that writes the event. Marten is held between the two, and our reader must not step over it. The rich mode breaks the
/// rule, and must not be used beside our projections: its test shows what would happen.
/// </summary>
public sealed class MartenOrderTests(PostgresCluster cluster) : MartenTest(cluster)
{
    private const long Gate = 7_000;

    private const string Holding =
        "select count(*) from pg_locks where locktype = 'advisory' and objid = 7000 and database = (select oid from pg_database where datname = current_database()) and not granted";

    [Theory]
    [InlineData(EventAppendMode.Quick, false)]
    [InlineData(EventAppendMode.Quick, true)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, false)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps, true)]
    public async Task A_reader_waits_for_a_quick_append(EventAppendMode mode, bool newStream)
    {
        var (marten, node) = (await AppendingMarten(mode), NewNode());
        await AddCoin(marten, SharedJar);
        var held = newStream ? Guid.NewGuid() : SharedJar;
        await AssertReaderWaitsFor(
            node,
            held,
            () =>
                Save(
                    marten,
                    s =>
                        _ = newStream
                            ? s.Events.StartStream(held, new CoinAdded(2))
                            : s.Events.Append(held, new CoinAdded(2))
                )
        );
    }

    [Fact]
    public async Task A_reader_waits_for_a_bulk_insert()
    {
        var (marten, node) = (await AppendingMarten(), NewNode());
        await AddCoin(marten, SharedJar);
        var held = Guid.NewGuid();
        var stream = StreamAction.Start((IEventRegistry)marten.Options.Events, held, new CoinAdded(2));
        await AssertReaderWaitsFor(
            node,
            held,
            () => marten.BulkInsertEventsAsync([stream], cancellation: CancellationToken.None)
        );
    }

    [Fact]
    public async Task The_rich_mode_takes_its_positions_before_its_transaction_so_a_reader_steps_over_them()
    {
        var pause = new Pause();
        var marten = await AppendingMarten(
            EventAppendMode.Rich,
            options => options.Projections.Add(pause, ProjectionLifecycle.Inline)
        );
        var node = NewNode();
        var append = AddCoin(marten, SharedJar, 1);
        await pause.Reached.Task;
        await node.AddCoin(Guid.NewGuid(), 2);
        var reader = new LogReader(node.Types);
        var seen = await ReadLog(reader);
        pause.GoOn.SetResult();
        await append;
        Assert.Equal((long[])[2], seen.Select(e => e.Position));
        Assert.Equal(["1", "2"], await Lines("select seq_id from events.mt_events order by 1"));
        Assert.Empty(await ReadLog(reader, after: 2));
    }

    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    public async Task A_quick_append_that_fails_leaves_a_gap_that_a_reader_passes(EventAppendMode mode)
    {
        var (marten, node) = (await AppendingMarten(mode), NewNode());
        await Fail(marten);
        await node.AddCoin(SharedJar);
        Assert.Equal((long[])[2], (await ReadLog(new(node.Types))).Select(e => e.Position));
    }

    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    public async Task Without_the_trigger_marten_fills_that_gap_with_an_event_that_stops_our_shards(
        EventAppendMode mode
    )
    {
        var (marten, node) = (await AppendingMarten(mode), NewNode());
        await Database.Execute("drop trigger mt_events_no_tombstone on events.mt_events");
        await Fail(marten);
        // Marten writes it after it has told of the failure.
        await Eventually.Get(
            "a tombstone",
            () => Database.Scalar<long>("select count(*) from events.mt_events where type = 'tombstone'"),
            tombstones => tombstones == 1
        );
        await node.AddCoin(SharedJar);
        Assert.Equal(["tombstone", "coin_added"], await Lines("select type from events.mt_events order by seq_id"));
        var no = await Assert.ThrowsAsync<UnreadableEventException>(() => ReadLog(new(node.Types)));
        Assert.Equal(("tombstone", 1), (no.Type, no.Position));
    }

    /// <summary>An append that takes a position, in a transaction that fails afterwards.</summary>
    private static Task<Exception> Fail(DocumentStore marten) =>
        Assert.ThrowsAnyAsync<Exception>(() =>
            Save(
                marten,
                s =>
                {
                    s.Events.Append(Guid.NewGuid(), new CoinAdded(1));
                    s.QueueSqlCommand("select 1 / 0");
                }
            )
        );

    /// <summary>Marten is stopped after it took position 2 and before its event is in the table.</summary>
    private async Task AssertReaderWaitsFor(StoreNode node, Guid held, Func<Task> append)
    {
        await using var holder = await Database.Source.OpenConnectionAsync();
        await holder.Execute("select pg_advisory_lock($1)", CancellationToken.None, Sql.Arg(Gate));
        await Database.Execute(
            $"""
            create function events.hold() returns trigger language plpgsql as
            'begin if new.stream_id = ''{held}'' then perform pg_advisory_xact_lock({Gate}); end if; return new; end';
            create trigger hold before insert on events.mt_events for each row execute function events.hold()
            """
        );
        var appended = append();
        await Eventually.Get(
            "Marten is held in its insert",
            async () => (await Lines(Holding))[0],
            waiting => waiting == "1" || appended.IsCompleted
        );
        Assert.False(appended.IsCompleted);
        await node.AddCoin(Guid.NewGuid(), 3);
        var reader = new LogReader(node.Types);
        Assert.Equal((long[])[1], (await ReadLog(reader)).Select(e => e.Position));
        await holder.Execute("select pg_advisory_unlock($1)", CancellationToken.None, Sql.Arg(Gate));
        await appended;
        Assert.Equal((long[])[2, 3], (await ReadLog(reader, after: 1)).Select(e => e.Position));
    }

    /// <summary>An inline projection of Marten's: it runs after the positions are taken, before anything is written.</summary>
    private sealed class Pause : global::Marten.Events.Projections.IProjection
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task ApplyAsync(
            IDocumentOperations operations,
            IReadOnlyList<IEvent> events,
            CancellationToken cancellation
        )
        {
            Reached.TrySetResult();
            return GoOn.Task;
        }
    }
}
