using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a replay as of a position shows what the live projection showed then, and nobody can see that it ran.
/// </summary>
public sealed class ReplayTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Schemas = "select nspname from pg_namespace where nspname not like 'pg_t%' order by 1";

    private const string Tables = "select concat(relname, ' ', relkind) from pg_class order by 1";

    private readonly Guid[] jars = [Guid.NewGuid(), Guid.NewGuid()];

    [Fact]
    public async Task As_of_each_position_it_shows_what_the_live_rows_were_then()
    {
        var node = await NewNode(new Tally()).Start();
        var then = new List<(long Position, string[] Rows)> { (0, []) };
        for (var value = 1; value <= 4; value++)
        {
            foreach (var jar in jars)
            {
                var position = await node.AddCoin(jar, value);
                await node.Reach(position);
                then.Add((position, await Live()));
            }
        }

        foreach (var (position, rows) in then)
        {
            Assert.Equal(rows, await AsOf(node, jars, position));
        }
    }

    [Fact]
    public async Task It_leaves_no_schema_behind_and_touches_no_live_table()
    {
        var node = await NewNode(new Tally()).Start();
        await node.Reach(await node.AddCoin(jars[0]));
        var (schemas, rows) = (await Lines(Schemas), await Lines("select concat(xmin, ctid, jar) from tally.tally"));
        await AsOf(node, jars, 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            node.Replay.AsOf<int>(
                new Tally(),
                jars,
                1,
                _ => throw new InvalidOperationException("The question fails."),
                CancellationToken.None
            )
        );
        Assert.Equal(schemas, await Lines(Schemas));
        Assert.Equal(rows, await Lines("select concat(xmin, ctid, jar) from tally.tally"));
    }

    [Fact]
    public async Task It_folds_the_chosen_streams_only()
    {
        var node = NewNode();
        await node.AddCoin(jars[0], 1);
        await node.AddCoin(jars[1], 2);
        Assert.Equal([$"{jars[1]} 1 2"], await AsOf(node, [jars[1]], 2));
    }

    [Fact]
    public async Task The_last_position_is_not_told_while_an_event_below_it_may_still_come()
    {
        var node = NewNode();
        await using var first = await (await Hold(node, jars[0])).AddCoin();
        await node.AddCoin(jars[1]);
        var last = node.Replay.LastPosition(CancellationToken.None);
        var instant = node.Replay.PositionOf(DateTimeOffset.MaxValue, CancellationToken.None);
        // Both have asked PostgreSQL for the open appends when these are through, on two cores or twenty.
        for (var round = 0; round < 50; round++)
        {
            await Database.Scalar<int>("select 1");
        }

        Assert.False(last.IsCompleted || instant.IsCompleted);
        await first.Commit();
        Assert.Equal((2, 2), (await last, await instant));
    }

    [Fact]
    public async Task An_instant_stands_for_the_last_position_before_any_younger_event()
    {
        var node = NewNode();
        Assert.Equal(0, await node.Replay.PositionOf(DateTimeOffset.MaxValue, CancellationToken.None));
        var times = new List<DateTimeOffset>();
        for (var value = 1; value <= 3; value++)
        {
            var position = await node.AddCoin(jars[0], value);
            times.Add(
                new(
                    await Database.Scalar<DateTime>($"select timestamp from events.mt_events where seq_id = {position}")
                )
            );
        }

        Assert.Equal(0, await node.Replay.PositionOf(times[0].AddTicks(-10), CancellationToken.None));
        Assert.Equal(1, await node.Replay.PositionOf(times[0], CancellationToken.None));
        Assert.Equal(2, await node.Replay.PositionOf(times[2].AddTicks(-10), CancellationToken.None));
        Assert.Equal(3, await node.Replay.PositionOf(times[2], CancellationToken.None));
    }

    [Fact]
    public async Task Many_at_once_show_each_its_own_position_while_the_log_grows()
    {
        const int replays = 8;
        var node = await NewNode(new Tally()).Start();
        var then = new List<(long Position, string[] Rows)>();
        for (var value = 1; value <= replays; value++)
        {
            var position = await node.AddCoin(jars[value % jars.Length], value);
            await node.Reach(position);
            then.Add((position, await Live()));
        }

        // All are in their scratch schemas at the same time before the first goes on.
        using var everybody = new CountdownEvent(replays);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = then.Select(t => AsOf(node, jars, t.Position, Meet)).ToArray();
        await go.Task;
        var writing = Task.Run(() => Append(node, coins: 50));
        Assert.Equal(then.Select(t => t.Rows), await Task.WhenAll(asked));
        var last = await writing;
        Assert.Equal(then.Select(t => t.Rows), await Task.WhenAll(then.Select(t => AsOf(node, jars, t.Position))));
        await node.Reach(last);
        Assert.Equal(await Live(), await AsOf(node, jars, last));

        Task Meet()
        {
            if (everybody.Signal())
            {
                go.SetResult();
            }

            return go.Task;
        }
    }

    [Fact]
    public async Task One_that_is_killed_leaves_nothing_behind()
    {
        var node = NewNode();
        await node.AddCoin(jars[0]);
        var (schemas, tables) = (await Lines(Schemas), await Lines(Tables));
        var inReplay = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var replay = node.Replay.AsOf(
            new Tally(),
            jars,
            1,
            async connection =>
            {
                inReplay.SetResult(connection.ProcessID);
                return await connection.Query("select pg_sleep(600)", _ => 0, CancellationToken.None);
            },
            CancellationToken.None
        );
        var session = await inReplay.Task;
        Assert.NotEqual(0, await Locks());
        Assert.True(await Database.Scalar<bool>($"select pg_terminate_backend({session}, 60000)"));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => replay);
        Assert.Equal(schemas, await Lines(Schemas));
        Assert.Equal(tables, await Lines(Tables));
        Assert.Equal(0, await Locks());
        Assert.Equal([$"{jars[0]} 1 1"], await AsOf(node, jars, 1));

        Task<long> Locks() => Database.Scalar<long>($"select count(*) from pg_locks where pid = {session}");
    }

    [Fact]
    public async Task It_has_the_indexes_that_readers_of_the_live_tables_have()
    {
        var node = NewNode();
        await node.AddCoin(jars[0]);
        var indexes = await node.Replay.AsOf(
            new IndexedTally(),
            jars,
            1,
            connection =>
                connection.Query(
                    "select indexname::text from pg_indexes where schemaname = current_schema() order by 1",
                    row => row.GetString(0),
                    CancellationToken.None
                ),
            CancellationToken.None
        );
        Assert.Equal(["applied_pkey", "tally_by_total", "tally_pkey"], indexes);
    }

    private Task<string[]> Live() => Lines($"set search_path to tally; {Tally.Rows}");

    private async Task<long> Append(StoreNode node, int coins)
    {
        var position = 0L;
        for (var coin = 0; coin < coins; coin++)
        {
            position = await node.AddCoin(jars[coin % jars.Length]);
        }

        return position;
    }

    private static Task<string[]> AsOf(StoreNode node, Guid[] streams, long position, Func<Task>? first = null) =>
        node.Replay.AsOf(
            new Tally(),
            streams,
            position,
            async connection =>
            {
                await (first?.Invoke() ?? Task.CompletedTask);
                return (await connection.Query(Tally.Rows, row => row.GetString(0), CancellationToken.None)).ToArray();
            },
            CancellationToken.None
        );

    /// <summary>A tally with an index for its readers.</summary>
    private sealed class IndexedTally : IProjection
    {
        private readonly Tally tally = new();

        public string Name => tally.Name;

        public int Version => tally.Version;

        public string Tables => tally.Tables;

        public string Indexes => "create index tally_by_total on tally (total)";

        public Task Apply(
            IReadOnlyList<StoredEvent> events,
            NpgsqlConnection connection,
            CancellationToken cancellation
        ) => tally.Apply(events, connection, cancellation);
    }
}
