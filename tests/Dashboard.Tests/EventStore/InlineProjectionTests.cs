using System.Data.Common;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

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
        Assert.Equal(1, await Database.Scalar<long>("select count(natural_key) from events.mt_events"));
    }

    [Fact]
    public async Task It_is_asked_only_for_appends_with_events_that_it_wants()
    {
        var node = NewNode();
        // Without its table it could not take part.
        await Database.Execute("drop table jars.jar_name");
        await node.AddCoin(Guid.NewGuid());
        (string, object)[] offered = [("a", new CoinAdded(1))];
        await node.Log.AppendOnce<Jar>(Guid.NewGuid(), offered, Cause.System, CancellationToken.None);
        await Assert.ThrowsAnyAsync<DbException>(() => Name(node, "pickles"));
        Assert.Equal(2, await Database.Scalar<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public void Those_who_want_an_event_or_its_base_type_are_found_once_and_by_schema()
    {
        Wanter all = new("b", typeof(JarEvent));
        Wanter names = new("a", typeof(JarNamed));
        Wanter coins = new("b", typeof(CoinAdded));
        Wanter nothing = new("a");
        var projections = new InlineProjections([all, names, nothing, coins]);
        Assert.Equal([all, coins], projections.Wanting([new CoinAdded(1), new CoinAdded(2)]));
        Assert.Equal([names, all], projections.Wanting([new JarNamed("x")]));
        Assert.Equal([names, all, coins], projections.Wanting([new CoinAdded(1), new JarNamed("x")]));
        Assert.Empty(projections.Wanting(["no event of a jar"]));
    }

    private static Task<Outcome> Name(StoreNode node, string name) =>
        node.Log.Transact<Jar, JarEvent>(
            Guid.NewGuid(),
            _ => [new JarNamed(name)],
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );

    private sealed class Wanter(string schema, params Type[] wants) : IInlineProjection
    {
        public string Name => schema;

        public int Version => 1;

        public IReadOnlyCollection<Type> Wants => wants;

        public string Tables => "";

        public Task Apply(
            IReadOnlyList<StoredEvent> events,
            NpgsqlConnection connection,
            CancellationToken cancellation
        ) => Task.CompletedTask;
    }
}
