using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a subscription is told every event in order and at least once, by one node at a time. A failure comes again
/// after ever longer pauses, skips nothing, and holds up nobody else.
/// </summary>
public sealed class SubscriptionTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Faults = "select concat(name, ' ', position, ' ', error) from events.shard_fault";

    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task It_is_told_what_was_there_and_what_comes_in_order()
    {
        var letters = new Letters();
        var node = NewNode(letters);
        await node.AddCoin(jar, 1);
        await node.AddCoin(jar, 2);
        await node.Start();
        await node.Reach(await node.AddCoin(jar, 3), "letters");
        Assert.Equal([1, 2, 3], letters.Delivered);
        Assert.Equal(
            3,
            await Database.Scalar<long>(
                "select last_seq_id from events.mt_event_progression where name = 'letters:all'"
            )
        );
    }

    [Fact]
    public async Task Another_node_goes_on_where_the_first_stopped()
    {
        var first = NewNode(new Letters());
        await first.Start();
        await first.Reach(await first.AddCoin(jar), "letters");
        await first.DisposeAsync();

        var letters = new Letters();
        var second = await NewNode(letters).Start();
        await second.Reach(await second.AddCoin(jar), "letters");
        Assert.Equal([2], letters.Delivered);
    }

    [Fact]
    public async Task What_was_delivered_by_a_node_that_died_before_its_checkpoint_moved_comes_again()
    {
        var dying = new Letters(_ => Shards.Terminate(Database));
        var node = NewNode(new FrozenTime(), dying);
        await node.AddCoin(jar);
        await node.Start();
        await dying.First;

        var letters = new Letters();
        await (await NewNode(letters).Start()).Reach(1, "letters");
        Assert.Equal([1], dying.Delivered);
        Assert.Equal([1], letters.Delivered);
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_ever_longer_pauses_and_nothing_is_skipped()
    {
        var refusals = 12;
        var letters = new Letters(position =>
            position == 2 && refusals-- > 0 ? throw new HttpRequestException("The post is shut.") : Task.CompletedTask
        );
        var time = new HurriedTime();
        var node = NewNode(time, letters);
        foreach (var value in (int[])[1, 2, 3])
        {
            await node.AddCoin(jar, value);
        }

        await (await node.Start()).Reach(3, "letters");
        Assert.Equal([1, 2, 3], letters.Delivered);
        Assert.Equal(
            (double[])[1, 2, 4, 8, 16, 32, 64, 128, 256, 300],
            time.Pauses.Where(p => p >= TimeSpan.FromSeconds(1)).Select(p => p.TotalSeconds).Distinct()
        );
        Assert.Empty(await Lines(Faults));
    }

    [Fact]
    public async Task A_failing_one_says_why_and_holds_up_nobody_else()
    {
        var shut = new Letters(position =>
            position == 2 ? throw new IOException("The post is shut.") : Task.CompletedTask
        );
        var node = NewNode(new FrozenTime(), [new Tally()], shut);
        await node.AddCoin(jar, 1);
        await node.AddCoin(jar, 2);
        await node.Start();
        await node.Daemon.Faulted("letters");
        await node.Reach(await node.AddCoin(jar, 3));
        Assert.Equal(["letters 2 The post is shut."], await Lines(Faults));
        Assert.Equal([1], shut.Delivered);
    }

    private StoreNode NewNode(Letters letters) => NewNode(TimeProvider.System, letters);

    private StoreNode NewNode(TimeProvider time, Letters letters) => NewNode(time, [], letters);
}

/// <summary>Notes the position of each event it is told, after what <paramref name="send"/> does with it.</summary>
internal sealed class Letters(Func<long, Task>? send = null) : ISubscription
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<long> delivered = [];

    public string Name => "letters";

    public IReadOnlyCollection<Type>? Wants { get; init; }

    public Task First => first.Task;

    public IReadOnlyList<long> Delivered => delivered;

    public async Task Deliver(IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        // All or none, as a page of letters in one envelope.
        foreach (var e in events)
        {
            await (send?.Invoke(e.Position) ?? Task.CompletedTask);
        }

        delivered.AddRange(events.Select(e => e.Position));
        first.TrySetResult();
    }
}
