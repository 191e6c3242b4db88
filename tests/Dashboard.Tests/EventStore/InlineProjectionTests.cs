using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: an inline projection is written in the append's own transaction. Both are there or neither, and its unique
/// indexes are rules over all streams.
/// </summary>
public sealed class InlineProjectionTests(PostgresCluster cluster) : StoreTest(cluster)
{
    [Fact]
    public async Task Its_rows_are_there_when_the_append_returns()
    {
        Assert.True((await Name(NewNode(), "pickles")).Accepted);
        Assert.Equal(["pickles"], await Lines("select name from jar_names.jar_name"));
    }

    [Fact]
    public async Task A_broken_unique_rule_is_a_refusal_and_leaves_nothing()
    {
        var node = NewNode();
        await Name(node, "pickles");
        var outcome = await Name(node, "pickles");
        Assert.Equal("name-taken", outcome.Refusal?.Code);
        Assert.Equal(1, await Database.Scalar<long>("select count(*) from events.mt_events"));
        Assert.Equal(1, await Database.Scalar<long>("select count(*) from events.mt_streams"));
    }

    [Fact]
    public async Task A_failing_projection_takes_the_append_with_it()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Name(NewNode(), "crash"));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from events.mt_events"));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from events.mt_streams"));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from jar_names.jar_name"));
    }

    [Fact]
    public async Task A_bulk_append_projects_in_its_transaction_too()
    {
        var node = NewNode();
        (string, object)[] offered = [("a", new JarNamed("pickles"))];
        await node.Log.AppendOnce<Jar>(Guid.NewGuid(), offered, Cause.System, CancellationToken.None);
        Assert.Equal(["pickles"], await Lines("select name from jar_names.jar_name"));
        offered = [("a", new CoinAdded(1)), ("b", new JarNamed("crash"))];
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            node.Log.AppendOnce<Jar>(Guid.NewGuid(), offered, Cause.System, CancellationToken.None)
        );
        Assert.Equal(1, await Database.Scalar<long>("select count(*) from events.mt_events"));
        Assert.Equal(1, await Database.Scalar<long>("select count(*) from events.event_key"));
    }

    private static Task<Outcome> Name(StoreNode node, string name) =>
        node.Log.Transact<Jar, JarEvent>(
            Guid.NewGuid(),
            _ => [new JarNamed(name)],
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );
}
