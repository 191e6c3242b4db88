using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: an event that a projection cannot apply, or that nobody can read, stops that shard alone, just before it,
/// and is named. It is never skipped.
/// </summary>
public sealed class PoisonEventTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Faults =
        "select concat(name, ' ', position, ' ', event_type, ' ', error) from events.shard_fault";

    private readonly Guid jar = Guid.NewGuid();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_stops_its_shard_just_before_it_and_leaves_the_others_running(bool live)
    {
        var node = NewNode(new Tally(), Fussy(poison: 13));
        await (live ? node.Start() : Task.CompletedTask);
        foreach (var value in (int[])[1, 2, 13, 4, 5])
        {
            await node.AddCoin(jar, value);
        }

        await (live ? Task.CompletedTask : node.Start());
        await node.Daemon.Faulted("fussy");
        await node.Reach(5);
        Assert.Equal(ShardState.Faulted, node.Daemon.States["fussy"]);
        Assert.Equal(["1", "2"], await Lines("select position from fussy.applied order by position"));
        Assert.Equal(["fussy 3 coin_added No 13."], await Lines(Faults));
    }

    [Fact]
    public async Task A_repaired_projection_goes_on_after_a_restart()
    {
        var broken = NewNode(Fussy(poison: 2));
        await broken.AddCoin(jar, 1);
        await broken.AddCoin(jar, 2);
        await broken.AddCoin(jar, 3);
        await (await broken.Start()).Daemon.Faulted("fussy");
        await broken.DisposeAsync();

        await (await NewNode(Fussy(poison: 0)).Start()).Reach(3, "fussy");
        Assert.Equal(["1", "2", "3"], await Lines("select position from fussy.applied order by position"));
        Assert.Empty(await Lines(Faults));
    }

    [Fact]
    public async Task A_shard_whose_cause_was_mended_goes_on_by_itself()
    {
        var broken = true;
        var mended = new Tally(
            (events, _) =>
                broken && events.Any(e => e.Position == 2)
                    ? throw new InvalidOperationException("No.")
                    : Task.CompletedTask
        );
        var node = NewNode(mended);
        foreach (var value in (int[])[1, 2, 3])
        {
            await node.AddCoin(jar, value);
        }

        await (await node.Start()).Daemon.Faulted("tally");
        broken = false;
        await node.Reach(3);
        Assert.Equal(["1", "2", "3"], await Lines("select position from tally.applied order by position"));
        Assert.Empty(await Lines(Faults));
        Assert.NotEqual(ShardState.Faulted, node.Daemon.States["tally"]);
    }

    [Theory]
    [InlineData("from_the_future", """{"value":1}""", "has the unknown type")]
    [InlineData("coin_added", """{"value":"many"}""", "does not fit")]
    public async Task An_event_that_cannot_be_read_stops_the_shard_before_it_and_fails_the_fold(
        string type,
        string data,
        string reason
    )
    {
        var node = NewNode(new Tally());
        await node.AddCoin(jar);
        await Database.Execute(
            $"""
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            values (nextval('events.mt_events_sequence'), gen_random_uuid(), '{jar}', 2, '{data}', '{type}');
            update events.mt_streams set version = 2
            """
        );
        await node.AddCoin(Guid.NewGuid());
        await (await node.Start()).Daemon.Faulted("tally");
        Assert.Equal(["1"], await Lines("select position from tally.applied"));
        var fault = Assert.Single(await Lines(Faults));
        Assert.StartsWith($"tally 2 {type} ", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);

        var fold = await Assert.ThrowsAsync<UnreadableEventException>(() =>
            node.Log.Fold<Jar, JarEvent>(jar, CancellationToken.None)
        );
        Assert.Equal((2, type), (fold.Position, fold.Type));
    }

    private static Tally Fussy(int poison) =>
        new(
            (events, _) =>
                events.Any(e => e.Data is CoinAdded coin && coin.Value == poison)
                    ? throw new InvalidOperationException($"No {poison}.")
                    : Task.CompletedTask
        )
        {
            Name = "fussy",
        };
}
