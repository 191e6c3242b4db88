using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.EventStore;
using CampaignDashboard.Tests.Postgres;
using JasperFx.Events;

namespace CampaignDashboard.Tests.MartenInterop;

/// <summary>
/// Promise: what real Marten appends in its quick modes, or in bulk, is in our projections, in order; and each side
/// notices the other's conflicting append.
/// </summary>
public sealed class MartenAppendsTests(PostgresCluster cluster) : MartenTest(cluster)
{
    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    public async Task What_both_append_in_turns_is_one_stream_and_one_log(EventAppendMode mode)
    {
        var marten = await AppendingMarten(mode);
        var node = await NewNode(new Tally()).Start();
        await node.AddCoin(SharedJar, 1);
        await AddCoin(marten, SharedJar, 2);
        await node.AddCoin(SharedJar, 3);
        await Save(marten, s => s.Events.StartStream<MartenJar>(Guid.NewGuid(), new CoinAdded(4), new CoinAdded(5)));
        var last = await node.AddCoin(SharedJar, 6);
        await node.Reach(last);
        var log = await ReadLog(new(node.Types));
        Assert.Equal([1, 2, 3, 4, 5, 6], log.Select(e => ((CoinAdded)e.Data).Value));
        Assert.Equal((long[])[1, 2, 3, 4], log.Where(e => e.Stream == SharedJar).Select(e => e.Version));
        Assert.Contains($"{SharedJar} 4 12", await Lines($"set search_path to tally; {Tally.Rows}"));
        Assert.Equal(4, (await node.Log.Fold<Jar, JarEvent>(SharedJar, CancellationToken.None)).State.Coins);
    }

    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    public async Task Marten_notices_that_the_store_was_faster(EventAppendMode mode)
    {
        var (marten, node) = (await AppendingMarten(mode), NewNode());
        await node.AddCoin(SharedJar);
        await using var session = marten.LightweightSession();
        var jar = await session.Events.FetchForWriting<MartenJar>(SharedJar, CancellationToken.None);
        await node.AddCoin(SharedJar);
        jar.AppendOne(new CoinAdded(1));
        await Assert.ThrowsAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
        Assert.Equal(["2"], await Lines($"select version from events.mt_streams where id = '{SharedJar}'"));
    }

    [Fact]
    public async Task The_store_notices_that_marten_was_faster()
    {
        var (marten, node) = (await AppendingMarten(), NewNode());
        await node.AddCoin(SharedJar);
        var seen = new List<int>();
        var outcome = await node.Log.Transact<Jar, JarEvent>(
            SharedJar,
            jar =>
            {
                seen.Add(jar.Coins);
                // A decision is synchronous: whoever is faster appends while it is being made.
                (seen.Count == 1 ? Task.Run(() => AddCoin(marten, SharedJar)) : Task.CompletedTask)
                    .GetAwaiter()
                    .GetResult();
                return [new CoinAdded(1)];
            },
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );
        Assert.Equal([1, 2], seen);
        Assert.Equal(3, outcome.Version);
    }

    [Fact]
    public async Task What_marten_inserts_in_bulk_is_in_the_log_and_can_be_appended_to()
    {
        var (marten, node) = (await AppendingMarten(), NewNode());
        var registry = (IEventRegistry)marten.Options.Events;
        var stream = StreamAction.Start(registry, SharedJar, new CoinAdded(1), new CoinAdded(2), new CoinAdded(3));
        await marten.BulkInsertEventsAsync([stream], cancellation: CancellationToken.None);
        await node.AddCoin(SharedJar, 4);
        var log = await ReadLog(new(node.Types));
        Assert.Equal([1, 2, 3, 4], log.Select(e => ((CoinAdded)e.Data).Value));
        Assert.Equal((long[])[1, 2, 3, 4], log.Select(e => e.Version));
    }

    [Fact]
    public async Task Who_acts_and_in_what_course_is_kept_from_martens_session()
    {
        var marten = await AppendingMarten();
        await Save(
            marten,
            s =>
            {
                (s.LastModifiedBy, s.CorrelationId, s.CausationId) = ("a person", "a correlation", "a causation");
                s.Events.Append(SharedJar, new CoinAdded(1));
            }
        );
        Assert.Equal(
            ["a person|a correlation|a causation"],
            await Lines("select concat_ws('|', user_name, correlation_id, causation_id) from events.mt_events")
        );
        Assert.Equal("a person", Assert.Single(await ReadLog(new(NewNode().Types))).Actor);
    }
}
