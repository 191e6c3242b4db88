using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a shard applies each event exactly once, whatever is killed when, and its rows don't depend on how the log
/// was cut into batches.
/// </summary>
public sealed class ExactlyOnceTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid[] jars = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

    [Fact]
    public async Task One_by_one_and_in_one_batch_give_the_same_rows()
    {
        var live = await NewNode(new Tally()).Start();
        await Fill(live, each: async position => await live.Reach(position));
        var oneByOne = await Lines($"set search_path to tally; {Tally.Rows}");
        await live.DisposeAsync();

        var batches = 0;
        var rebuild = new Tally((_, _) => Task.FromResult(batches++)) { Name = "again" };
        await (await NewNode(rebuild).Start()).Reach(12, "again");
        Assert.Equal(1, batches);
        Assert.Equal(oneByOne, await Lines($"set search_path to again; {Tally.Rows}"));
    }

    [Fact]
    public async Task A_daemon_that_is_killed_in_the_middle_of_a_batch_applies_none_of_it_and_the_next_all_of_it()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var hanging = new Tally(
            async (_, _) =>
            {
                reached.TrySetResult();
                await release.Task;
            }
        );
        // Its clock stands still, so that it doesn't come back.
        var node = await NewNode(new FrozenTime(), hanging).Start();
        var last = await Fill(node);
        await reached.Task;
        await Terminate();
        release.SetResult();
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from tally.applied"));

        await (await NewNode(new Tally()).Start()).Reach(last);
        await AssertComplete(last);
    }

    [Fact]
    public async Task A_daemon_that_stops_between_batches_is_followed_by_one_that_goes_on_there()
    {
        var first = await NewNode(new Tally()).Start();
        await first.Reach(await Fill(first));
        await first.DisposeAsync();
        var second = NewNode(new Tally());
        var last = await Fill(second);
        await (await second.Start()).Reach(last);
        await AssertComplete(last);
    }

    [Fact]
    public async Task A_shard_whose_connection_is_lost_between_batches_comes_back_by_itself()
    {
        var node = await NewNode(new Tally()).Start();
        await node.Reach(await Fill(node));
        await Terminate();
        var last = await Fill(NewNode());
        await node.Reach(last);
        await AssertComplete(last);
    }

    [Fact]
    public async Task A_shard_whose_connection_is_lost_in_a_batch_comes_back_by_itself()
    {
        var killed = false;
        var tally = new Tally(
            async (_, connection) =>
            {
                if (!killed)
                {
                    killed = true;
                    await connection.Execute("select pg_terminate_backend(pg_backend_pid())", CancellationToken.None);
                }
            }
        );
        var node = NewNode(tally);
        var last = await Fill(node);
        await (await node.Start()).Reach(last);
        Assert.True(killed);
        await AssertComplete(last);
        Assert.Empty(await Lines("select name from events.shard_fault"));
    }

    /// <summary>Four coins into each jar, in turns; tells the last position.</summary>
    private async Task<long> Fill(StoreNode node, Func<long, Task>? each = null)
    {
        var position = 0L;
        for (var value = 1; value <= 4; value++)
        {
            foreach (var jar in jars)
            {
                position = await node.AddCoin(jar, value);
                await (each?.Invoke(position) ?? Task.CompletedTask);
            }
        }

        return position;
    }

    private async Task AssertComplete(long last)
    {
        Assert.Equal(last, await Database.Scalar<long>("select count(*) from tally.applied"));
        Assert.Equal(last, await Database.Scalar<decimal>("select sum(coins) from tally.tally"));
    }

    /// <summary>Ends the session that runs the shard, and waits until it is gone.</summary>
    private Task Terminate() => Shards.Terminate(Database);
}

/// <summary>The session that runs a shard: the one that holds an advisory lock.</summary>
internal static class Shards
{
    private const string Holder =
        "select l.pid from pg_locks l join pg_database d on d.oid = l.database where locktype = 'advisory' and granted and datname = current_database()";

    public static Task<int> RunBy(TestDatabase database) => database.Scalar<int>(Holder);

    public static async Task Terminate(TestDatabase database)
    {
        var gone = await database.Scalar<bool>($"select pg_terminate_backend(({Holder}), 60000)");
        Assert.True(gone);
    }
}
