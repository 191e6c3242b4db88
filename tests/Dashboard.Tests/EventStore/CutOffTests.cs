using System.Collections.Concurrent;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a node that is cut off from the database, and told nothing of it, stops its shards by itself; another node
/// goes on where it was, and no event is applied twice.
/// </summary>
public sealed class CutOffTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();
    private readonly ConcurrentQueue<long> applied = [];

    [Fact]
    public async Task Its_shard_ends_at_rest_and_another_node_goes_on()
    {
        await using var wire = new Wire(Database);
        var cutOff = await NewNode(wire, new Tally(Note)).Start();
        await cutOff.Reach(await cutOff.AddCoin(jar));
        var other = await NewNode(new Tally()).Start();
        Assert.Equal(ShardState.Idle, other.Daemon.States["tally"]);

        wire.FallSilent();

        await other.Reach(await other.AddCoin(jar));
        await IsIdle(cutOff);
        await other.Reach(await other.AddCoin(jar));
        Assert.NotEqual(ShardState.Idle, other.Daemon.States["tally"]);
        Assert.Equal([1L], applied);
        await AssertAppliedOnce(3);
    }

    [Fact]
    public async Task So_it_does_while_it_reads()
    {
        await using var wire = new Wire(Database);
        // The read itself would not be given up within the test's patience; the shard finds out otherwise.
        var cutOff = NewNode($"{wire.ConnectionString};Command Timeout=300", new Tally(Note));
        await (await cutOff.Start()).Reach(await cutOff.AddCoin(jar));
        wire.FallSilent();
        // It reads at once, and is not answered.
        cutOff.Signal.Raise();
        await IsIdle(cutOff);
        var other = await NewNode(new Tally()).Start();
        await other.Reach(await other.AddCoin(jar));
        Assert.Equal([1L], applied);
        await AssertAppliedOnce(2);
    }

    [Fact]
    public async Task So_it_does_in_the_middle_of_a_batch_of_which_nothing_is_left()
    {
        var writer = NewNode();
        for (var coin = 0; coin < 4; coin++)
        {
            await writer.AddCoin(jar);
        }

        await using var wire = new Wire(Database);
        var inBatch = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tally = new Tally(
            (events, _) =>
            {
                wire.FallSilent();
                inBatch.TrySetResult();
                return Note(events, connection: null);
            }
        );
        var cutOff = await NewNode(wire, tally).Start();
        await inBatch.Task;

        var other = await NewNode(new Tally()).Start();
        await other.Reach(4);
        await IsIdle(cutOff);
        await other.Reach(await other.AddCoin(jar));
        // It believed them applied but for the commit, which the database never heard of.
        Assert.Equal([1L, 2, 3, 4], applied);
        await AssertAppliedOnce(5);
    }

    [Fact]
    public async Task It_tells_so_long_before_its_batch_is_given_up()
    {
        await using var wire = new Wire(Database);
        var inBatch = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tally = new Tally(
            (_, _) =>
            {
                wire.FallSilent();
                inBatch.TrySetResult();
                return Task.CompletedTask;
            }
        );
        var cutOff = await NewNode($"{wire.ConnectionString};Command Timeout=300", tally).Start();
        await NewNode().AddCoin(jar);
        await inBatch.Task;
        await IsIdle(cutOff);
    }

    [Fact]
    public async Task A_node_whose_network_comes_back_takes_its_turn_again()
    {
        await using var wire = new Wire(Database);
        var cutOff = await NewNode(wire, new Tally(Note)).Start();
        await cutOff.Reach(await cutOff.AddCoin(jar));
        wire.FallSilent();
        await IsIdle(cutOff);
        var other = await NewNode(new Tally()).Start();
        await other.Reach(await other.AddCoin(jar));
        await other.DisposeAsync();

        wire.SpeakAgain();

        await NewNode().AddCoin(jar);
        await Eventually.Get(
            "It applies what came after",
            () => Database.Scalar<long>("select count(*) from tally.applied"),
            events => events == 3
        );
        Assert.Equal([1L, 3], applied);
        await AssertAppliedOnce(3);
    }

    private StoreNode NewNode(Wire wire, Tally tally) =>
        // Shorter than the usual half a minute; that it is Npgsql's own doing is the point.
        NewNode($"{wire.ConnectionString};Command Timeout=4;Timeout=4", tally);

    private Task Note(IReadOnlyList<StoredEvent> events, object? connection)
    {
        foreach (var e in events)
        {
            applied.Enqueue(e.Position);
        }

        return Task.CompletedTask;
    }

    private static Task<ShardState> IsIdle(StoreNode node) =>
        Eventually.Get(
            "The shard of the node that is cut off ended",
            () => Task.FromResult(node.Daemon.States["tally"]),
            state => state == ShardState.Idle
        );

    private async Task AssertAppliedOnce(long events)
    {
        Assert.Equal(events, await Database.Scalar<long>("select count(*) from tally.applied"));
        Assert.Equal(events, await Database.Scalar<long>("select coins from tally.tally"));
    }
}
