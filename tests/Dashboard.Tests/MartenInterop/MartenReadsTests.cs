using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.EventStore;
using CampaignDashboard.Tests.Postgres;
using Marten;

namespace CampaignDashboard.Tests.MartenInterop;

/// <summary>Promise: real Marten reads what the store wrote, on the tables as the store makes them.</summary>
public sealed class MartenReadsTests(PostgresCluster cluster) : MartenTest(cluster)
{
    private static readonly Cause Somebody = new("a person", "a correlation", "a causation");

    [Fact]
    public async Task Marten_loads_a_stream_with_its_metadata()
    {
        await Write();
        await using var session = Marten().QuerySession();
        var events = await session.Events.FetchStreamAsync(SharedJar, token: CancellationToken.None);
        Assert.Equal([new CoinAdded(5), new CoinAdded(7), new JarNamed("mine")], events.Select(e => e.Data));
        Assert.Equal((long[])[1, 2, 3], events.Select(e => e.Version));
        Assert.Equal((long[])[1, 2, 3], events.Select(e => e.Sequence));
        var first = events[0];
        Assert.Equal(Somebody, new(first.UserName, first.CorrelationId, first.CausationId));
        var stored = await NewNode().Log.ReadStream(SharedJar, 0, CancellationToken.None).FirstAsync();
        Assert.Equal((stored.Id, stored.Timestamp, stored.Type), (first.Id, first.Timestamp, first.EventTypeName));
    }

    [Fact]
    public async Task Marten_aggregates_a_stream_live()
    {
        await Write();
        await using var session = Marten().QuerySession();
        var jar = await session.Events.AggregateStreamAsync<MartenJar>(SharedJar, token: CancellationToken.None);
        Assert.Equal(new Jar(2, "mine"), jar!.State);
        var before = await session.Events.AggregateStreamAsync<MartenJar>(
            SharedJar,
            version: 1,
            token: CancellationToken.None
        );
        Assert.Equal(new Jar(1, Name: null), before!.State);
    }

    [Fact]
    public async Task Marten_asks_for_events_by_their_type()
    {
        await Write();
        await using var session = Marten().QuerySession();
        var coins = await session.Events.QueryRawEventDataOnly<CoinAdded>().ToListAsync(CancellationToken.None);
        Assert.Equal([5, 7], coins.Select(c => c.Value));
    }

    private async Task Write() =>
        await NewNode()
            .Log.Transact<Jar, JarEvent>(
                SharedJar,
                _ => [new CoinAdded(5), new CoinAdded(7), new JarNamed("mine")],
                Somebody,
                expectedVersion: null,
                CancellationToken.None
            );
}
