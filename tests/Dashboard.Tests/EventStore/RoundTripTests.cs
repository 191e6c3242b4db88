using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: what nobody else has a part in costs one round trip, and nothing costs more than it must.</summary>
public sealed class RoundTripTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    private Turns? turns;
    private StoreNode? node;

    private Turns Server => turns!;

    private EventLog Log => node!.Log;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        turns = new(Database.ConnectionString);
        node = new(turns.ConnectionString, TimeProvider.System, []);
        // Statements are prepared once in the life of a connection.
        await Coins(jar)();
        await Coins(jar, Guid.NewGuid())();
        await Named()();
        var decided = Guid.NewGuid();
        await Decide(decided)();
        await Decide(decided)();
    }

    public override async ValueTask DisposeAsync()
    {
        await node!.DisposeAsync();
        await turns!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task One_stream_that_no_inline_projection_wants_takes_one_round_trip()
    {
        Assert.Equal(1, await Server.Of(Coins(jar)));
        Assert.Equal(1, await Server.Of(Coins(Guid.NewGuid())));
    }

    [Fact]
    public async Task Several_streams_take_one_more_for_the_commit() =>
        Assert.Equal(2, await Server.Of(Coins(jar, Guid.NewGuid())));

    [Fact]
    public async Task An_inline_projection_adds_its_own_statements_and_the_commit() =>
        Assert.Equal(3, await Server.Of(Named()));

    [Fact]
    public async Task A_decision_on_a_stream_seen_before_takes_one_and_on_any_other_two()
    {
        Assert.Equal(2, await Server.Of(Decide(jar)));
        Assert.Equal(1, await Server.Of(Decide(jar)));
    }

    private Func<Task> Coins(params Guid[] jars) =>
        () =>
            Log.Append(
                [.. jars.Select(j => new StreamAppend(j, "jar", ExpectedVersion.Any, [new CoinAdded(1)]))],
                Cause.System,
                CancellationToken.None
            );

    private Func<Task> Named() =>
        () =>
            Log.Append(
                new StreamAppend(Guid.NewGuid(), "jar", ExpectedVersion.Any, [new JarNamed($"{Guid.NewGuid()}")]),
                Cause.System,
                CancellationToken.None
            );

    private Func<Task> Decide(Guid stream) =>
        () =>
            Log.Transact<Jar, JarEvent>(
                stream,
                _ => [new CoinAdded(1)],
                Cause.System,
                expectedVersion: null,
                CancellationToken.None
            );
}
