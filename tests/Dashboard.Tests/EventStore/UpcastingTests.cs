using System.Text.Json.Nodes;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: what was stored once is read for ever. A changed meaning is a new stored name; old ones go through a chain of
/// upcasters, in the fold, in shards and in replays; the log keeps its bytes.
/// </summary>
public sealed class UpcastingTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task Every_version_of_an_event_folds_as_the_newest()
    {
        var node = NewNode();
        await node.AddCoin(jar);
        await Store("jar_emptied", """{"euros":3}""", version: 2);
        await Store("jar_emptied_v2", """{"cents":50}""", version: 3);
        await Append(node, new JarEmptied(7, "a cake"));

        var (state, version) = await node.Log.Fold<Jar, JarEvent>(jar, CancellationToken.None);

        Assert.Equal((0, 357, 4), (state.Coins, state.CentsTaken, version));
        JarEvent[] expected =
        [
            new CoinAdded(1),
            new JarEmptied(300, "unknown"),
            new JarEmptied(50, "unknown"),
            new JarEmptied(7, "a cake"),
        ];
        Assert.Equal(expected, await Read(node));
    }

    [Fact]
    public async Task It_is_written_by_the_newest_name_alone_and_the_old_bytes_stay()
    {
        var node = NewNode();
        await node.AddCoin(jar);
        await Store("jar_emptied", """{"euros":3}""", version: 2);
        await node.Log.Fold<Jar, JarEvent>(jar, CancellationToken.None);
        await Append(node, new JarEmptied(7, "a cake"));

        Assert.Equal(
            [
                """coin_added {"value": 1}""",
                """jar_emptied {"euros": 3}""",
                """jar_emptied_v3 {"cents": 7, "reason": "a cake"}""",
            ],
            await Lines("select concat(type, ' ', data) from events.mt_events order by seq_id")
        );
    }

    [Fact]
    public async Task Shards_and_replays_read_old_versions_too()
    {
        var seen = new List<object>();
        var node = NewNode(Seeing(seen));
        await node.AddCoin(jar);
        await Store("jar_emptied", """{"euros":3}""", version: 2);
        await (await node.Start()).Reach(2);
        var replayed = new List<object>();
        await node.Replay.AsOf(Seeing(replayed), [jar], 2, _ => Task.FromResult(0), CancellationToken.None);

        Assert.Equal([new CoinAdded(1), new JarEmptied(300, "unknown")], seen);
        Assert.Equal(seen, replayed);
    }

    [Theory]
    [InlineData("jar_emptied", """{"coins":3}""", "jar_emptied_v2")]
    [InlineData("jar_emptied", """{"euros":"three"}""", "jar_emptied_v2")]
    [InlineData("jar_emptied_v2", "[1]", "no JSON object")]
    [InlineData("jar_emptied_v2", """{"cents":"many"}""", "cents")]
    public async Task Data_that_an_upcaster_cannot_read_is_named_with_the_reason(
        string type,
        string data,
        string reason
    )
    {
        var node = NewNode();
        await node.AddCoin(jar);
        await Store(type, data, version: 2);

        var no = await Assert.ThrowsAsync<UnreadableEventException>(() =>
            node.Log.Fold<Jar, JarEvent>(jar, CancellationToken.None)
        );

        Assert.Equal((2, type), (no.Position, no.Type));
        Assert.Contains(reason, no.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_one_upcaster() =>
        AssertRefused(
            "two upcasters",
            t => Emptied(t).Upcast("a", "jar_emptied", Same).Upcast("a", "jar_emptied", Same)
        );

    [Fact]
    public void An_upcaster_leads_to_a_name_that_is_known() =>
        AssertRefused("'jar_emptied_v9', which no event has", t => Emptied(t).Upcast("a", "jar_emptied_v9", Same));

    [Fact]
    public void Upcasters_do_not_lead_in_a_circle() =>
        AssertRefused("in a circle", t => Emptied(t).Upcast("a", "b", Same).Upcast("b", "a", Same));

    [Fact]
    public void Nor_does_one_lead_to_itself() => AssertRefused("in a circle", t => Emptied(t).Upcast("a", "a", Same));

    [Fact]
    public void A_name_that_is_written_today_has_no_upcaster() =>
        AssertRefused("is written today", t => Emptied(t).Add<CoinAdded>("b").Upcast("jar_emptied", "b", Same));

    [Fact]
    public void A_name_is_given_to_one_type_and_a_type_has_one_name()
    {
        AssertRefused("is given to", t => Emptied(t).Add<CoinAdded>("jar_emptied"));
        AssertRefused("two stored names", t => Emptied(t).Add<JarEmptied>("b"));
    }

    [Fact]
    public void Names_written_today_and_names_that_can_be_read_are_told_apart()
    {
        var types = new EventTypes([new(JarEvents.Register)]);

        Assert.Equal(["coin_added", "jar_emptied_v3", "jar_named"], types.All.Select(t => t.Key));
        Assert.Equal(["coin_added", "jar_emptied", "jar_emptied_v2", "jar_emptied_v3", "jar_named"], types.Readable);
    }

    [Fact]
    public void Upcasters_may_be_registered_before_the_types_they_lead_to()
    {
        var types = new EventTypes([new(t => t.Upcast("a", "b", Same)), new(t => t.Add<CoinAdded>("b"))]);

        Assert.Equal(new CoinAdded(2), types.Read("a", """{"value":2}"""u8, position: 1));
    }

    private static JsonObject Same(JsonObject data) => data;

    private static EventTypes Emptied(EventTypes types) => types.Add<JarEmptied>("jar_emptied");

    private static void AssertRefused(string reason, Action<EventTypes> register)
    {
        var no = Assert.Throws<InvalidOperationException>(() => new EventTypes([new(register)]));
        Assert.Contains(reason, no.Message, StringComparison.Ordinal);
    }

    private static Tally Seeing(List<object> seen) =>
        new(
            (events, _) =>
            {
                seen.AddRange(events.Select(e => e.Data));
                return Task.CompletedTask;
            }
        );

    private async Task<object[]> Read(StoreNode node)
    {
        var events = new List<object>();
        await foreach (var e in node.Log.ReadStream(jar, after: 0, CancellationToken.None))
        {
            events.Add(e.Data);
        }

        return [.. events];
    }

    private Task<Outcome> Append(StoreNode node, JarEvent e) =>
        node.Log.Transact<Jar, JarEvent>(jar, _ => [e], Cause.System, expectedVersion: null, CancellationToken.None);

    /// <summary>As an earlier version of the software wrote it.</summary>
    private Task Store(string type, string data, int version) =>
        Database.Execute(
            $"""
            update events.mt_streams set version = {version} where id = '{jar}';
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            values (nextval('events.mt_events_sequence'), gen_random_uuid(), '{jar}', {version}, '{data}', '{type}')
            """
        );
}
