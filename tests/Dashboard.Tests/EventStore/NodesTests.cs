using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: several nodes on one database share the work. One at a time runs a shard, another takes over when it is
/// lost, and an append on any node wakes the node that runs it.
/// </summary>
public sealed class NodesTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task An_append_on_one_node_wakes_the_shard_on_another_by_notification()
    {
        // The clock of the second node stands still: it never looks by itself.
        var writer = await NewNode().Start();
        var runner = await NewNode(new FrozenTime(), new Tally()).Start();
        for (var coin = 1; coin <= 5; coin++)
        {
            await runner.Reach(await writer.AddCoin(jar));
        }

        Assert.Equal(5, await Database.Scalar<long>("select count(*) from tally.applied"));
    }

    [Fact]
    public async Task Only_one_of_two_nodes_runs_a_shard()
    {
        var first = await NewNode(new FrozenTime(), new Tally()).Start();
        await first.Reach(await first.AddCoin(jar));
        var runs = await Shards.RunBy(Database);
        var second = await NewNode(new Tally()).Start();
        for (var coin = 0; coin < 20; coin++)
        {
            await first.Reach(await second.AddCoin(jar));
        }

        Assert.Equal(ShardState.Idle, second.Daemon.States["tally"]);
        Assert.Equal(runs, await Shards.RunBy(Database));
        Assert.Equal(21, await Database.Scalar<long>("select count(*) from tally.applied"));
    }

    [Fact]
    public async Task A_node_whose_connection_is_cut_is_followed_by_the_other()
    {
        // The first node's clock stands still, so it never asks for the lock again.
        var first = await NewNode(new FrozenTime(), new Tally()).Start();
        await first.Reach(await first.AddCoin(jar));
        var second = await NewNode(new Tally()).Start();
        await Shards.Terminate(Database);
        await second.Reach(await second.AddCoin(jar));
        Assert.NotEqual(ShardState.Idle, second.Daemon.States["tally"]);
        Assert.Equal(2, await Database.Scalar<long>("select count(*) from tally.applied"));
    }

    [Fact]
    public async Task A_node_that_stops_orderly_gives_its_shards_to_the_other_at_once()
    {
        var first = await NewNode(new Tally()).Start();
        await first.Reach(await first.AddCoin(jar));
        await first.Daemon.StopAsync(CancellationToken.None);
        // The first node's pool of connections is still open, and its idle session must not keep the lock.
        var second = await NewNode(new FrozenTime(), new Tally()).Start();
        await second.Reach(await second.AddCoin(jar));
        Assert.Equal(2, await Database.Scalar<long>("select count(*) from tally.applied"));
    }
}
