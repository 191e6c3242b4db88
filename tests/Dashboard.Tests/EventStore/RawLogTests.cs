using System.Text;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: who reads the log itself sees each event once, in order, as stored, however late it commits; by stream, by
/// type, from a position, and on from there.
/// </summary>
public sealed class RawLogTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();
    private readonly Guid other = Guid.NewGuid();

    [Fact]
    public async Task It_tells_each_event_as_it_is_stored()
    {
        var node = NewNode();
        await node.Log.Transact<Jar, JarEvent>(
            jar,
            _ => [new CoinAdded(5)],
            new("a person", "a trace", "a request"),
            expectedVersion: null,
            CancellationToken.None
        );

        var e = Assert.Single(await All(node, new()));

        Assert.Equal((1, jar, 1, "coin_added"), (e.Position, e.Stream, e.Version, e.Type));
        Assert.Equal("""{"value": 5}""", Encoding.UTF8.GetString(e.Data.Span));
        Assert.Equal(new("a person", "a trace", "a request"), e.Cause);
        Assert.Equal([$"{e.Id}"], await Lines("select id from events.mt_events"));
    }

    [Theory]
    [InlineData(0, null, null, "1 2 3 4 5 6")]
    [InlineData(4, null, null, "5 6")]
    [InlineData(6, null, null, "")]
    [InlineData(99, null, null, "")]
    [InlineData(1, null, 2L, "2 3")]
    [InlineData(0, "jar_named", null, "3 6")]
    [InlineData(3, "jar_named", null, "6")]
    [InlineData(0, "coin_added jar_named", 3L, "1 2 3")]
    [InlineData(0, "no_such_type", null, "")]
    public async Task It_begins_after_a_position_and_keeps_to_types_and_a_number(
        long after,
        string? types,
        long? limit,
        string expected
    )
    {
        var node = await SixEvents();
        Assert.Equal(expected, await Positions(node, new(after, Types: types?.Split(' '), Limit: limit)));
    }

    [Theory]
    [InlineData(0, null, null, "1 3 5")]
    [InlineData(1, null, null, "3 5")]
    [InlineData(2, null, 1L, "3")]
    [InlineData(0, "jar_named", null, "3")]
    [InlineData(5, null, null, "")]
    public async Task It_keeps_to_a_stream(long after, string? types, long? limit, string expected)
    {
        var node = await SixEvents();
        Assert.Equal(expected, await Positions(node, new(after, jar, types?.Split(' '), limit)));
    }

    [Fact]
    public async Task It_is_read_whole_though_it_is_longer_than_a_piece()
    {
        var node = NewNode();
        var coins = Enumerable.Range(0, 12_345).Select(n => ($"{n}", (object)new CoinAdded(n))).ToArray();
        await node.Log.AppendOnce<Jar>(jar, coins, Cause.System, CancellationToken.None);
        await node.AddCoin(other);

        Assert.Equal(Enumerable.Range(1, 12_346), (await All(node, new())).Select(e => (int)e.Position));
        Assert.Equal(Enumerable.Range(1, 12_345), (await All(node, new(Stream: jar))).Select(e => (int)e.Version));
        Assert.Equal(5_001, (await All(node, new(Stream: jar, Limit: 5_001))).Count);
    }

    [Fact]
    public async Task A_late_commit_is_waited_for_and_told_in_its_place()
    {
        var node = NewNode();
        await using var late = await (await Hold(node, jar)).AddCoin();
        await node.AddCoin(other);

        await using var reading = node.RawLog.Read(new(), CancellationToken.None).GetAsyncEnumerator();
        var first = reading.MoveNextAsync();
        Assert.False(first.IsCompleted);
        await late.Commit();

        Assert.True(await first);
        Assert.Equal(1, reading.Current.Position);
        Assert.True(await reading.MoveNextAsync());
        Assert.Equal(2, reading.Current.Position);
        Assert.False(await reading.MoveNextAsync());
    }

    [Fact]
    public async Task What_comes_before_a_gap_is_told_while_it_is_open()
    {
        var node = NewNode();
        await node.AddCoin(other);
        await using var late = await (await Hold(node, jar)).AddCoin();
        await node.AddCoin(other);
        await using var reading = node.RawLog.Read(new(), CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await reading.MoveNextAsync());
        Assert.Equal(1, reading.Current.Position);
        var next = reading.MoveNextAsync();
        await late.RollBack();
        Assert.True(await next);
        Assert.Equal(3, reading.Current.Position);
    }

    [Fact]
    public async Task Followed_it_goes_on_with_what_is_appended_and_steps_over_nothing()
    {
        var node = await NewNode().Start();
        using var stop = new CancellationTokenSource();
        await using var reading = node.RawLog.Read(new(Follow: true), stop.Token).GetAsyncEnumerator();
        var next = reading.MoveNextAsync();
        await using var late = await (await Hold(node, jar)).AddCoin();
        await node.AddCoin(other);
        await late.Commit();
        await node.AddCoin(other);
        for (var position = 1; position <= 3; position++)
        {
            Assert.True(await next);
            Assert.Equal(position, reading.Current.Position);
            next = reading.MoveNextAsync();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static async Task<List<RawEvent>> All(StoreNode node, LogQuery query)
    {
        var events = new List<RawEvent>();
        await foreach (var e in node.RawLog.Read(query, CancellationToken.None))
        {
            events.Add(e);
        }

        return events;
    }

    private static async Task<string> Positions(StoreNode node, LogQuery query) =>
        string.Join(' ', (await All(node, query)).Select(e => e.Position));

    /// <summary>Two streams in turn; the third and the sixth event are of another type.</summary>
    private async Task<StoreNode> SixEvents()
    {
        var node = NewNode();
        await node.AddCoin(jar);
        await node.AddCoin(other);
        await Name(node, jar);
        await node.AddCoin(other);
        await node.AddCoin(jar);
        await Name(node, other);
        return node;
    }

    private static Task<Outcome> Name(StoreNode node, Guid stream) =>
        node.Log.Transact<Jar, JarEvent>(stream, _ => [new JarNamed($"{stream}")], Cause.System, null, default);
}
