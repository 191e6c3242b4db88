using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a replay as of a position shows what the live projection showed then, and nobody can see that it ran.
/// </summary>
public sealed class ReplayTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Schemas = "select nspname from pg_namespace where nspname not like 'pg_t%' order by 1";

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

    private Task<string[]> Live() => Lines($"set search_path to tally; {Tally.Rows}");

    private static Task<string[]> AsOf(StoreNode node, Guid[] streams, long position) =>
        node.Replay.AsOf(
            new Tally(),
            streams,
            position,
            async connection =>
                (await connection.Query(Tally.Rows, row => row.GetString(0), CancellationToken.None)).ToArray(),
            CancellationToken.None
        );
}
