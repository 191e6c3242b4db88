using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: nobody passes over an event of an unknown type; whoever must understand it stops and names it.</summary>
public sealed class UnknownTypeTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await NewNode().AddCoin(jar);
        await Database.Execute(
            $$"""
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            values (nextval('events.mt_events_sequence'), gen_random_uuid(), '{{jar}}', 2, '{"x":1}', 'from_the_future');
            update events.mt_streams set version = 2
            """
        );
    }

    [Fact]
    public Task A_fold_stops() => AssertNamed(node => node.Log.Fold<Jar, JarEvent>(jar, CancellationToken.None));

    [Fact]
    public Task A_decision_is_not_made() => AssertNamed(node => node.AddCoin(jar));

    [Fact]
    public Task A_replay_stops_and_answers_nothing() =>
        AssertNamed(node => node.Replay.AsOf(new Tally(), [jar], 2, _ => Task.FromResult(0), CancellationToken.None));

    [Fact]
    public async Task A_shard_stops_before_it_and_names_it()
    {
        var node = await NewNode(new Tally()).Start();
        await node.Daemon.Faulted("tally");

        Assert.Equal(["1"], await Lines("select position from tally.applied"));
        Assert.Equal(
            ["2 from_the_future"],
            await Lines("select concat(position, ' ', event_type) from events.shard_fault")
        );
    }

    [Fact]
    public async Task An_operator_can_read_it_all_the_same()
    {
        var types = new List<string>();
        await foreach (var e in NewNode().RawLog.Read(new(), CancellationToken.None))
        {
            types.Add(e.Type);
        }

        Assert.Equal(["coin_added", "from_the_future"], types);
    }

    private async Task AssertNamed(Func<StoreNode, Task> use)
    {
        var no = await Assert.ThrowsAsync<UnreadableEventException>(() => use(NewNode()));
        Assert.Equal((2, "from_the_future"), (no.Position, no.Type));
        Assert.Equal(["1", "2"], await Lines("select version from events.mt_events order by seq_id"));
    }
}
