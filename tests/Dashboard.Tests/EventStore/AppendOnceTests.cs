using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: an event with a natural key is in its stream once, however often and by whomever it is offered.</summary>
public sealed class AppendOnceTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Stored = "select concat(version, ' ', data ->> 'value') from events.mt_events order by seq_id";

    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task What_was_offered_before_is_left_out()
    {
        var node = NewNode();
        Assert.Equal(3, await Offer(node, 1, 2, 3));
        Assert.Equal(0, await Offer(node, 1, 2, 3));
        Assert.Equal(2, await Offer(node, 5, 3, 4, 1));
        Assert.Equal(["1 1", "2 2", "3 3", "4 5", "5 4"], await Lines(Stored));
        Assert.Equal(5, await Database.Scalar<long>("select version from events.mt_streams"));
    }

    [Fact]
    public async Task The_same_key_twice_in_one_offer_counts_once()
    {
        Assert.Equal(2, await Offer(NewNode(), 1, 1, 2, 1));
        Assert.Equal(["1 1", "2 2"], await Lines(Stored));
    }

    [Fact]
    public async Task Nothing_new_writes_nothing_at_all()
    {
        Assert.Equal(0, await Offer(NewNode()));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from events.mt_streams"));
    }

    [Fact]
    public async Task The_same_key_in_another_stream_is_another_event()
    {
        var node = NewNode();
        await Offer(node, 1);
        (string, object)[] offered = [("1", new CoinAdded(1))];
        Assert.Equal(1, await node.Log.AppendOnce<Jar>(Guid.NewGuid(), offered, Cause.System, CancellationToken.None));
    }

    [Fact]
    public async Task Two_offers_at_the_same_moment_append_each_key_once()
    {
        var node = NewNode();
        await node.AddCoin(jar, 0);
        await using var holder = await Database.Source.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.Execute($"select from events.mt_streams where id = '{jar}' for update", CancellationToken.None);
        var one = Offer(node, [.. Enumerable.Range(1, 100)]);
        var other = Offer(node, [.. Enumerable.Range(51, 100)]);
        await Blocked(2);
        await held.CommitAsync();
        Assert.Equal(150, await one + await other);
        var stored = await Lines("select data ->> 'value' from events.mt_events order by version");
        Assert.Equal(Enumerable.Range(0, 151), stored.Select(v => int.Parse(v, null)).Order());
        Assert.Equal(151, await Database.Scalar<long>("select max(version) from events.mt_events"));
    }

    [Fact]
    public async Task Bulk_and_single_appends_share_the_versions_of_a_stream()
    {
        var node = NewNode();
        await node.AddCoin(jar, 1);
        await Offer(node, 2, 3);
        await node.AddCoin(jar, 4);
        Assert.Equal(["1 1", "2 2", "3 3", "4 4"], await Lines(Stored));
    }

    [Fact]
    public async Task What_is_offered_is_written_by_copy()
    {
        // A COPY shows as a plain insert to triggers but runs no statement that says "insert into events.mt_events".
        await Database.Execute(
            """
            create table statements (query text);
            create function note() returns trigger language plpgsql as $$
            begin insert into public.statements values (current_query()); return null; end $$;
            create trigger note after insert on events.mt_events for each statement execute function note();
            """
        );
        await Offer(NewNode(), 1, 2, 3);
        Assert.StartsWith(
            "copy events.mt_events",
            Assert.Single(await Lines("select query from statements")),
            StringComparison.Ordinal
        );
    }

    private Task<int> Offer(StoreNode node, params int[] values) =>
        node.Log.AppendOnce<Jar>(
            jar,
            [.. values.Select(v => ($"{v}", (object)new CoinAdded(v)))],
            Cause.System,
            CancellationToken.None
        );

    /// <summary>Asks PostgreSQL until so many sessions of this database wait for a lock.</summary>
    private async Task Blocked(long sessions)
    {
        var waiting =
            $"select count(*) from pg_stat_activity where datname = '{Database.Name}' and wait_event_type = 'Lock'";
        while (await Database.Scalar<long>(waiting) < sessions) { }
    }
}
