using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: a state that a process remembers saves reading, and never decides what is not so any more.</summary>
public sealed class StateCacheTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();
    private readonly List<int> seen = [];

    [Fact]
    public async Task A_decision_on_a_remembered_state_that_another_node_has_overtaken_is_made_again()
    {
        var (here, there) = (NewNode(), NewNode());
        await here.AddCoin(jar);
        await there.AddCoin(jar);
        var outcome = await Decide(here, _ => [new CoinAdded(1)]);
        Assert.Equal([1, 2], seen);
        Assert.Equal(3, outcome.Version);
    }

    [Fact]
    public async Task A_refusal_holds_only_on_a_state_read_now()
    {
        var (here, there) = (NewNode(), NewNode());
        await here.AddCoin(jar);
        await there.AddCoin(jar);
        var outcome = await Decide(
            here,
            state => state.Coins < 2 ? Refusal.Conflict("too-few", "Too few.") : [new CoinAdded(1)]
        );
        Assert.Equal([1, 2], seen);
        Assert.Equal((true, 3L), (outcome.Accepted, outcome.Version));
    }

    [Fact]
    public async Task A_refusal_that_still_holds_is_told_with_the_version_read_now()
    {
        var (here, there) = (NewNode(), NewNode());
        await here.AddCoin(jar);
        await there.AddCoin(jar);
        var outcome = await Decide(here, _ => Refusal.Conflict("never", "Never."));
        Assert.Equal(("never", 2L), (outcome.Refusal?.Code, outcome.Version));
    }

    [Fact]
    public async Task Nothing_to_do_holds_only_on_a_state_read_now()
    {
        var (here, there) = (NewNode(), NewNode());
        await here.AddCoin(jar);
        await there.AddCoin(jar);
        var outcome = await Decide(here, state => state.Coins == 1 ? [] : [new CoinAdded(1)]);
        Assert.Equal([1, 2], seen);
        Assert.Equal(3, outcome.Version);
    }

    [Fact]
    public async Task A_version_seen_on_another_node_is_not_stale()
    {
        var (here, there) = (NewNode(), NewNode());
        await here.AddCoin(jar);
        await there.AddCoin(jar);
        Assert.True((await Decide(here, _ => [new CoinAdded(1)], expectedVersion: 2)).Accepted);
        Assert.Equal([2], seen);
    }

    [Fact]
    public async Task A_version_that_only_this_node_still_believes_in_is_stale()
    {
        var (here, there) = (NewNode(), NewNode());
        await here.AddCoin(jar);
        await there.AddCoin(jar);
        var outcome = await Decide(here, _ => [new CoinAdded(1)], expectedVersion: 1);
        Assert.Equal(("stale-version", 2L), (outcome.Refusal?.Code, outcome.Version));
        Assert.Equal(2, await Database.Scalar<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task A_remembered_state_is_what_a_fold_finds()
    {
        var node = NewNode();
        await Decide(node, _ => [new CoinAdded(1), new JarNamed("pickles")]);
        Jar? remembered = null;
        await Decide(
            node,
            state =>
            {
                remembered ??= state;
                return [new CoinAdded(1)];
            }
        );
        Assert.Equal(new Jar(1, "pickles"), remembered);
        Assert.Equal(
            new(new Jar(2, "pickles"), 3),
            await NewNode().Log.Fold<Jar, JarEvent>(jar, CancellationToken.None)
        );
    }

    [Fact]
    public void The_least_recently_used_is_forgotten_first()
    {
        var cache = new StateCache(capacity: 2);
        Guid[] jars = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        cache.Keep(jars[0], new Folded<Jar>(new(1, Name: null), 1));
        cache.Keep(jars[1], new Folded<Jar>(new(2, Name: null), 2));
        Assert.Equal(1, cache.Find<Jar, JarEvent>(jars[0]).Version);
        cache.Keep(jars[2], new Folded<Jar>(new(3, Name: null), 3));
        Assert.Equal([1, 0, 3], jars.Select(j => cache.Find<Jar, JarEvent>(j).Version));
    }

    [Fact]
    public void A_later_state_is_not_replaced_by_an_earlier_one()
    {
        var cache = new StateCache(capacity: 2);
        cache.Keep(jar, new Folded<Jar>(new(2, Name: null), 2));
        cache.Keep(jar, new Folded<Jar>(new(1, Name: null), 1));
        Assert.Equal(new(new Jar(2, Name: null), 2), cache.Find<Jar, JarEvent>(jar));
    }

    private Task<Outcome> Decide(StoreNode node, Func<Jar, Decision<JarEvent>> decide, long? expectedVersion = null) =>
        node.Log.Transact<Jar, JarEvent>(
            jar,
            state =>
            {
                seen.Add(state.Coins);
                return decide(state);
            },
            Cause.System,
            expectedVersion,
            CancellationToken.None
        );
}
