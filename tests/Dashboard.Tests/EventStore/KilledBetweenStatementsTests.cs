using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: exactly once, whichever two messages to PostgreSQL a node is killed between. The node is cut off after its
/// first message, its second and so on, until a run gets through; each time another node finishes the work.
/// </summary>
public sealed class KilledBetweenStatementsTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const int Events = 3;

    [Fact]
    public async Task A_projection_applies_each_event_once()
    {
        var writer = NewNode();
        for (var coin = 1; coin <= Events; coin++)
        {
            await writer.AddCoin(Guid.NewGuid(), coin);
        }

        var tried = await CutEverywhere(new Tally(), Reset);
        // Fewer would mean that the wire was never cut inside the work.
        Assert.InRange(tried, 15, 500);

        async Task Reset()
        {
            await Database.Execute("truncate tally.tally, tally.applied; delete from events.mt_event_progression");
        }
    }

    [Fact]
    public async Task A_subscription_is_told_each_event_at_least_once_and_in_order()
    {
        var writer = NewNode();
        for (var coin = 1; coin <= Events; coin++)
        {
            await writer.AddCoin(Guid.NewGuid(), coin);
        }

        var again = 0;
        for (long cutAfter = 1; ; cutAfter++)
        {
            var first = new Letters();
            await using (var wire = new Wire(Database, cutAfter))
            {
                await using var node = new StoreNode(wire.ConnectionString, new FrozenTime(), [], [first]);
                if (await ReachUncut(node, wire, "letters"))
                {
                    Assert.Equal([1, 2, 3], first.Delivered);
                    Assert.InRange(cutAfter, 10, 500);
                    // Told, but not noted: only these may come twice, and some such cut was among them.
                    Assert.InRange(again, 1, 10);
                    return;
                }
            }

            var second = new Letters();
            await using var next = new StoreNode(Database.ConnectionString, TimeProvider.System, [], [second]);
            await (await next.Start()).Reach(Events, "letters");
            long[] told = [.. first.Delivered, .. second.Delivered];
            Assert.Equal(first.Delivered.Order(), first.Delivered);
            Assert.Equal(second.Delivered.Order(), second.Delivered);
            Assert.Equal([1, 2, 3], told.Distinct().Order());
            again += told.Length > Events ? 1 : 0;
            await Database.Execute("delete from events.mt_event_progression");
        }
    }

    [Fact]
    public async Task A_rebuild_replaces_the_live_tables_once_and_whole()
    {
        var writer = NewNode(new Tally());
        await writer.Start();
        for (var coin = 1; coin <= Events; coin++)
        {
            await writer.Reach(await writer.AddCoin(Guid.NewGuid(), coin));
        }

        await writer.DisposeAsync();
        var version = 1;
        for (long cutAfter = 1; ; cutAfter++)
        {
            await using var wire = new Wire(Database, cutAfter);
            var node = new StoreNode(wire.ConnectionString, new FrozenTime(), [new Tally { Version = ++version }]);
            await using (node)
            {
                var rebuilt = Rebuild(node);
                await Task.WhenAny(rebuilt, wire.Cut);
                if (rebuilt.IsCompleted && !wire.Cut.IsCompleted)
                {
                    await rebuilt;
                    Assert.InRange(cutAfter, 20, 500);
                    return;
                }
            }

            // Whatever was cut, there is a whole set of live tables, old or new.
            await AssertComplete();
            await Rebuild(NewNode(new Tally { Version = version }));
            await AssertComplete();
            Assert.Equal(
                version,
                await Database.Scalar<int>("select version from events.projection where schema = 'tally'")
            );
            Assert.Equal(
                0,
                await Database.Scalar<long>(
                    "select count(*) from pg_namespace where nspname like 'tally!_%' escape '!'"
                )
            );
        }
    }

    private static async Task Rebuild(StoreNode node)
    {
        await foreach (var _ in node.Rebuild.Run("tally", CancellationToken.None)) { }
    }

    private async Task<long> CutEverywhere(Tally projection, Func<Task> reset)
    {
        for (long cutAfter = 1; ; cutAfter++)
        {
            await using (var wire = new Wire(Database, cutAfter))
            {
                // Its clock stands still: once cut it never comes back.
                await using var node = new StoreNode(wire.ConnectionString, new FrozenTime(), [projection]);
                if (await ReachUncut(node, wire, projection.Name))
                {
                    return cutAfter;
                }
            }

            var next = NewNode(new Tally());
            await (await next.Start()).Reach(Events);
            await AssertComplete();
            await next.DisposeAsync();
            await reset();
        }
    }

    /// <summary>Runs the daemon until its shard is through (true) or the wire is cut.</summary>
    private static async Task<bool> ReachUncut(StoreNode node, Wire wire, string shard)
    {
        var reached = Task.Run(async () =>
        {
            await node.Daemon.StartAsync(CancellationToken.None);
            await node.Reach(Events, shard);
        });
        await Task.WhenAny(reached, wire.Cut);
        if (reached.IsCompleted && !wire.Cut.IsCompleted)
        {
            await reached;
            return true;
        }

        await node.Daemon.StopAsync(CancellationToken.None);
        return false;
    }

    private async Task AssertComplete()
    {
        Assert.Equal(Events, await Database.Scalar<long>("select count(*) from tally.applied"));
        Assert.Equal(Events, await Database.Scalar<decimal>("select sum(coins) from tally.tally"));
    }
}
