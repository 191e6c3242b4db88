using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: who wants events of some types is told all of these, in order, and is past the others without reading them;
/// neither a late commit nor a name that nobody knows slips by among what is passed over.
/// </summary>
public sealed class WantedTypeTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task It_is_told_what_it_wants_and_is_past_the_rest()
    {
        var letters = new Letters { Wants = [typeof(JarNamed)] };
        var node = NewNode(TimeProvider.System, [], letters);
        await node.AddCoin(jar);
        await Named("first");
        await node.AddCoin(jar);
        await node.Start();
        await node.Reach(3, "letters");
        Assert.Equal([2], letters.Delivered);

        await node.AddCoin(jar);
        await node.Reach(4, "letters");
        await Named("second");
        await node.Reach(await node.AddCoin(jar), "letters");
        Assert.Equal([2, 5], letters.Delivered);
    }

    [Fact]
    public async Task Those_of_a_base_type_and_those_under_old_names_are_wanted_too()
    {
        var emptied = new Letters { Wants = [typeof(JarEmptied)] };
        var node = NewNode(TimeProvider.System, [], emptied);
        await node.AddCoin(jar);
        await Insert("jar_emptied", """{"euros":1}""");
        await (await node.Start()).Reach(2, "letters");
        Assert.Equal([2], emptied.Delivered);

        var all = new LogReader(node.Types, [typeof(JarEvent)]);
        await using var connection = await Database.Source.OpenConnectionAsync();
        Assert.Equal(2, (await all.Read(connection, 0, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_wanted_event_that_commits_late_is_waited_for_among_those_that_are_passed_over()
    {
        var node = NewNode();
        var reader = new LogReader(node.Types, [typeof(JarNamed)]);
        await node.AddCoin(jar);
        await using var late = await (await Hold(node, Guid.NewGuid())).AddName("late");
        await node.AddCoin(jar);

        Assert.Equal((1, 0), await Read(reader, 0));
        // Before the gap again and again: it is not passed, and what lies beyond it is not told.
        Assert.Equal((1, 0), await Read(reader, 1));
        Assert.Equal((1, 0), await Read(reader, 1));
        Assert.True(reader.GapOpen);

        await late.Commit();
        Assert.Equal((3, 1), await Read(reader, 1));
        Assert.False(reader.GapOpen);
    }

    [Fact]
    public async Task A_gap_of_a_rollback_is_passed_when_it_is_proven()
    {
        var node = NewNode();
        var reader = new LogReader(node.Types, [typeof(JarNamed)]);
        await using var gone = await (await Hold(node, Guid.NewGuid())).AddName("gone");
        await node.AddCoin(jar);
        Assert.Equal((0, 0), await Read(reader, 0));
        await gone.RollBack();
        Assert.Equal((2, 0), await Read(reader, 0));
    }

    [Fact]
    public async Task No_more_than_the_limit_is_passed_over_at_a_time()
    {
        var node = NewNode();
        for (var coin = 0; coin < 5; coin++)
        {
            await node.AddCoin(jar);
        }

        var reader = new LogReader(node.Types, [typeof(JarNamed)]);
        Assert.Equal((3, 0), await Read(reader, 0, limit: 3));
        Assert.True(reader.IsFull);
        Assert.Equal((5, 0), await Read(reader, 3, limit: 3));
        Assert.False(reader.IsFull);
    }

    [Fact]
    public async Task What_one_reader_saw_all_of_its_node_go_past_without_asking()
    {
        var node = NewNode();
        var shared = new SeenTypes();
        await node.AddCoin(jar);
        await node.AddCoin(jar);
        await using var late = await (await Hold(node, Guid.NewGuid())).AddName("late");
        await node.AddCoin(jar);
        Assert.Equal((2, 0), await Read(new(node.Types, [typeof(JarNamed)], shared), 0));

        var other = new LogReader(node.Types, [typeof(JarNamed)], shared);
        await using var closed = new NpgsqlConnection();
        Assert.Empty(await other.Read(closed, 1, 100, CancellationToken.None));
        Assert.Equal(2, other.Reached);
        // Before the gap it must look for itself, and who wants what was seen must read it.
        Assert.Equal((2, 0), await Read(other, 2));
        Assert.Equal((2, 2), await Read(new(node.Types, [typeof(CoinAdded)], shared), 0));
    }

    [Fact]
    public async Task A_name_that_nobody_knows_stops_it()
    {
        var letters = new Letters { Wants = [typeof(JarNamed)] };
        var node = NewNode(new FrozenTime(), [], letters);
        await node.AddCoin(jar);
        await Insert("from_the_future", """{"x":1}""");
        await node.Start();
        await node.Daemon.Faulted("letters");
        Assert.Equal(["2"], await Lines("select position from events.shard_fault"));
    }

    private async Task Named(string name)
    {
        var append = await (await Hold(NewNode(), Guid.NewGuid())).AddName(name);
        await append.Commit();
        await append.DisposeAsync();
    }

    private Task Insert(string type, string json) =>
        Database.Execute(
            $"""
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            values (nextval('events.mt_events_sequence'), gen_random_uuid(), gen_random_uuid(), 1, '{json}', '{type}')
            """
        );

    private async Task<(long Reached, int Told)> Read(LogReader reader, long after, int limit = 100)
    {
        await using var connection = await Database.Source.OpenConnectionAsync();
        var told = await reader.Read(connection, after, limit, CancellationToken.None);
        return (reader.Reached, told.Count);
    }
}
