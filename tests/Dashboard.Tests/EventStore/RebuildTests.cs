using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a new version of a projection, or the same one once more, is built beside the live tables while everything
/// goes on; then readers are switched at once. Nothing is lost, nothing applied twice.
/// </summary>
public sealed class RebuildTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Schemas = "select schema from events.projection where schema like 'tally%' order by 1";

    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task Readers_see_the_old_version_until_the_new_one_is_whole_and_then_only_that()
    {
        var old = await NewNode(new Tally()).Start();
        await old.Reach(await Fill(old, 5));
        await old.DisposeAsync();

        var (building, go) = (NewSource(), NewSource());
        var newer = new Tally(
            async (events, connection) =>
            {
                await connection.Execute("update tally set total = total * 100", CancellationToken.None);
                building.TrySetResult();
                await go.Task;
            }
        )
        {
            Version = 2,
        };
        var node = await NewNode(newer).Start();
        await building.Task;
        Assert.Equal([$"{jar} 5 15"], await Rows());
        Assert.Equal(["tally", "tally_next"], await Lines(Schemas));
        go.SetResult();
        await node.Daemon.Built("tally");
        Assert.Equal([$"{jar} 5 1500"], await Rows());
        Assert.Equal(["tally"], await Lines(Schemas));

        // And it goes on from there.
        await node.Reach(await node.AddCoin(jar, 1));
        Assert.Equal([$"{jar} 6 150100"], await Rows());
    }

    [Fact]
    public async Task It_may_be_repeated_while_events_arrive_and_the_live_shard_runs()
    {
        var live = await NewNode(new Tally()).Start();
        await live.Reach(await Fill(live, 20));
        var writing = Task.Run(() => Fill(live, 100));
        var operatorsNode = NewNode(new Tally());
        for (var again = 0; again < 3; again++)
        {
            await Rebuild(operatorsNode);
        }

        await live.Reach(await writing);
        Assert.Equal(120, await Database.Scalar<long>("select count(*) from tally.applied"));
        Assert.Equal(120, await Database.Scalar<long>("select coins from tally.tally"));
        Assert.Equal(["tally"], await Lines(Schemas));
    }

    [Fact]
    public async Task An_interrupted_one_is_gone_on_with()
    {
        await Fill(NewNode(), Shard.BatchSize + 2);
        var second = NewSource();
        var batches = 0;
        using var stop = new CancellationTokenSource();
        var slow = new Tally((_, _) => ++batches == 1 ? Task.CompletedTask : Hang(second, stop.Token));
        var interrupted = Rebuild(NewNode(slow), stop.Token);
        await second.Task;
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from tally.applied"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);

        var applied = 0;
        await Rebuild(NewNode(new Tally((events, _) => Task.FromResult(applied += events.Count))));
        Assert.Equal(2, applied);
        Assert.Equal(Shard.BatchSize + 2, await Database.Scalar<long>("select count(*) from tally.applied"));
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_stops_it_and_leaves_the_live_tables_alone()
    {
        var live = await NewNode(new Tally()).Start();
        await live.Reach(await Fill(live, 3));
        var broken = new Tally(
            (events, _) =>
                events.Any(e => e.Position == 2) ? throw new InvalidOperationException("No.") : Task.CompletedTask
        );
        var told = await Assert.ThrowsAsync<RebuildException>(() => Rebuild(NewNode(broken)));
        Assert.Contains("Event 2 (coin_added) cannot be applied: No.", told.Message, StringComparison.Ordinal);
        Assert.Equal([$"{jar} 3 6"], await Rows());

        await Rebuild(NewNode(new Tally()));
        Assert.Equal([$"{jar} 3 6"], await Rows());
        Assert.Empty(await Lines("select name from events.shard_fault"));
    }

    [Fact]
    public async Task A_batch_under_way_on_the_old_tables_does_not_reach_the_new_ones()
    {
        var (inBatch, go) = (NewSource(), NewSource());
        var slow = new Tally(
            async (_, _) =>
            {
                inBatch.TrySetResult();
                await go.Task;
            }
        );
        var live = NewNode(slow);
        var last = await Fill(live, 4);
        await live.Start();
        await inBatch.Task;
        // The exchange waits for the batch, for both want the checkpoint's row.
        var rebuild = Rebuild(NewNode(new Tally()));
        await Blocked();
        go.SetResult();
        await rebuild;
        await live.Reach(await live.AddCoin(jar));
        Assert.Equal(last + 1, await Database.Scalar<long>("select count(*) from tally.applied"));
    }

    [Fact]
    public async Task An_inline_projection_misses_no_append_that_is_under_way()
    {
        var node = NewNode();
        await node.Name(Guid.NewGuid(), "pickles");
        await using var held = await (await Hold(node, Guid.NewGuid())).AddName("plums");
        var rebuild = Rebuild(node, "jar_names");
        await Blocked();
        // One that comes meanwhile waits, and lands in the new tables.
        var later = node.Name(Guid.NewGuid(), "beets");
        await held.Commit();
        await rebuild;
        Assert.True((await later).Accepted);
        Assert.Equal(["beets", "pickles", "plums"], await Lines("select name from jar_names.jar_name order by 1"));
        Assert.Equal("name-taken", (await node.Name(Guid.NewGuid(), "plums")).Refusal?.Code);
    }

    [Fact]
    public async Task A_new_inline_projection_is_built_from_the_log_before_it_takes_part()
    {
        var node = NewNode();
        await node.Name(Guid.NewGuid(), "pickles");
        await Database.Execute(
            "drop schema jar_names cascade; delete from events.projection where schema = 'jar_names'"
        );
        await NewNode().Start();
        Assert.Equal(["pickles"], await Lines("select name from jar_names.jar_name"));
    }

    [Fact]
    public async Task A_node_of_an_older_version_leaves_the_newer_tables_alone()
    {
        var newer = await NewNode(new Tally { Version = 2 }).Start();
        await newer.Daemon.Built("tally");
        await newer.Reach(await newer.AddCoin(jar));
        var older = await NewNode(new Tally()).Start();
        Assert.Equal(ShardState.Idle, older.Daemon.States["tally"]);
        var refused = await Assert.ThrowsAsync<RebuildException>(() => Rebuild(older));
        Assert.Contains("version 2", refused.Message, StringComparison.Ordinal);

        await Database.Execute("update events.projection set version = 9 where schema = 'jar_names'");
        await Assert.ThrowsAsync<SchemaMismatchException>(() => NewNode().Start());
    }

    [Fact]
    public async Task Its_progress_ends_at_the_end_of_the_log()
    {
        var node = NewNode(new Tally());
        var last = await Fill(node, 7);
        var told = new List<RebuildProgress>();
        await foreach (var progress in node.Rebuild.Run("tally", CancellationToken.None))
        {
            told.Add(progress);
        }

        Assert.Equal((last, last), (told[^1].Position, told[^1].Head));
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.First.Position <= pair.Second.Position));
    }

    [Fact]
    public async Task A_projection_that_is_not_there_is_told_with_those_that_are()
    {
        var told = await Assert.ThrowsAsync<ArgumentException>(() => Rebuild(NewNode(new Tally()), "tallly"));
        Assert.Contains("There are: jar_names, tally.", told.Message, StringComparison.Ordinal);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task Hang(TaskCompletionSource reached, CancellationToken until)
    {
        reached.TrySetResult();
        return new TaskCompletionSource().Task.WaitAsync(until);
    }

    private static async Task Rebuild(StoreNode node, string projection = "tally", CancellationToken? stop = null)
    {
        await foreach (var _ in node.Rebuild.Run(projection, stop ?? CancellationToken.None)) { }
    }

    private static Task Rebuild(StoreNode node, CancellationToken stop) => Rebuild(node, "tally", stop);

    private Task<string[]> Rows() => Lines($"set search_path to tally; {Tally.Rows}");

    /// <summary>Ends when a session of this database waits for a lock that another holds.</summary>
    private Task<long> Blocked() =>
        Journeys.Eventually.Get(
            "Somebody waits for a lock",
            () =>
                Database.Scalar<long>(
                    "select count(*) from pg_locks l join pg_stat_activity a using (pid) where not granted and datname = current_database()"
                ),
            waiting => waiting > 0
        );

    /// <summary>Coins of 1, 2, 3 … in one jar; tells the last position.</summary>
    private async Task<long> Fill(StoreNode node, int coins)
    {
        if (coins < 100)
        {
            var position = 0L;
            for (var value = 1; value <= coins; value++)
            {
                position = await node.AddCoin(jar, value);
            }

            return position;
        }

        var each = Math.Max(10, coins / 10);
        for (var value = 1; value <= coins; value += each)
        {
            var keyed = Enumerable
                .Range(value, Math.Min(each, coins - value + 1))
                .Select(v => ($"{v}", (object)new CoinAdded(v)));
            await node.Log.AppendOnce<Jar>(jar, [.. keyed], Cause.System, CancellationToken.None);
        }

        return await Database.Scalar<long>("select max(seq_id) from events.mt_events");
    }
}
