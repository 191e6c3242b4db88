using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: a hundred thousand events in one call are appended like one: whole, once, in their place.</summary>
public sealed class BulkAppendTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task A_hundred_thousand_events_go_in_with_one_call_and_once()
    {
        const int many = 100_000;
        var node = NewNode();
        await node.AddCoin(jar, 0);
        Assert.Equal(many, await Offer(node, 1, many));
        Assert.Equal(0, await Offer(node, 1, many));
        Assert.Equal(1, await Offer(node, 2, many));
        Assert.Equal(
            "100002 100002 100002 100002",
            Assert.Single(
                await Lines(
                    """
                    select concat_ws(' ', count(*), max(e.version), max(s.version), count(*) filter (where e.version = (data ->> 'value')::int + 1))
                    from events.mt_events e, (select version from events.mt_streams) s
                    """
                )
            )
        );
        Assert.Equal(
            new(new Jar(many + 2, Name: null), many + 2),
            await node.Log.Fold<Jar, JarEvent>(jar, CancellationToken.None)
        );
    }

    [Fact]
    public async Task What_is_copied_is_stored_as_what_is_inserted()
    {
        const string columns =
            "concat_ws('|', version, type, data, timestamp > now() - interval '1 minute', tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, bdata, is_archived)";
        var node = NewNode();
        Cause cause = new("a person", "a correlation", Causation: null);
        JarNamed named = new("Zoë's “jar” \\ 瓶 🏺");
        (string, object)[] offered = [("a key", named)];
        await node.Log.AppendOnce<Jar>(jar, offered, cause, CancellationToken.None);
        var inserted = new StreamAppend(Guid.NewGuid(), "jar", ExpectedVersion.NoStream, [named]);
        await Database.Execute("delete from jars.jar_name");
        Assert.True((await node.Log.Append(inserted, cause, CancellationToken.None)).Accepted);
        var rows = await Lines($"select {columns} from events.mt_events order by seq_id");
        Assert.Equal(rows[1], rows[0]);
        Assert.Equal(["a key", ""], await Lines("select natural_key from events.mt_events order by seq_id"));
        Assert.Equal("2", Assert.Single(await Lines("select count(distinct id) from events.mt_events")));
        Assert.Equal(
            [named, named],
            [
                .. await Task.WhenAll(
                    new[] { jar, inserted.Stream }.Select(async s =>
                        (await node.Log.ReadStream(s, 0, CancellationToken.None).SingleAsync()).Data
                    )
                ),
            ]
        );
    }

    [Fact]
    public async Task Offers_of_two_nodes_that_overlap_race_each_other_and_plain_appends()
    {
        var (here, there) = (NewNode(), NewNode());
        var offers = new[] { here, there, here, there }.Select((node, n) => Offer(node, 1 + (n * 1_000), 3_000));
        var plain = Enumerable
            .Range(0, 20)
            .Select(n => here.Log.Append(Coin(-n), Cause.System, CancellationToken.None));
        var appends = Task.WhenAll(plain.ToArray());
        Assert.Equal(6_000, (await Task.WhenAll(offers.ToArray())).Sum());
        Assert.All(await appends, a => Assert.True(a.Accepted));
        Assert.Equal(
            "6020 6020 6020 1 6000",
            Assert.Single(
                await Lines(
                    "select concat_ws(' ', count(*), count(distinct data ->> 'value'), max(version), min(version), count(natural_key)) from events.mt_events"
                )
            )
        );
        Assert.Equal(6_020, await Database.Scalar<long>("select version from events.mt_streams"));
    }

    [Fact]
    public async Task What_cannot_be_stored_takes_the_whole_offer_with_it_and_leaves_the_connection_usable()
    {
        var node = NewNode();
        await node.AddCoin(jar);
        (string, object)[] offered = [("a", new CoinAdded(1)), ("b", new JarNamed("a\0b"))];
        var no = await Assert.ThrowsAsync<PostgresException>(() => OfferAll(node, offered));
        Assert.Equal(PostgresErrorCodes.UntranslatableCharacter, no.SqlState);
        offered = [.. Enumerable.Range(0, 5_000).Select(n => ($"{n}", (object)new CoinAdded(n))), ("z", "no event")];
        await Assert.ThrowsAsync<InvalidOperationException>(() => OfferAll(node, offered));
        Assert.Equal(1, await Database.Scalar<long>("select count(*) from events.mt_events"));
        Assert.Equal(1, await Database.Scalar<long>("select version from events.mt_streams"));
        Assert.Equal(2, await Offer(node, 1, 2));
    }

    [Fact]
    public async Task An_offer_cancelled_half_way_leaves_nothing()
    {
        var node = NewNode();
        using var cancellation = new CancellationTokenSource();
        await using var holder = await Database.Source.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        // An offer in COPY waits for the one whose natural key it repeats: it has sent its rows and cannot commit.
        await holder.Execute(
            $$"""
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, natural_key)
            values (1000000, gen_random_uuid(), '{{jar}}', -1, '{"value":1}', 'coin_added', '15000')
            """,
            CancellationToken.None
        );
        var offer = node.Log.AppendOnce<Jar>(jar, Offered(1, 20_000), Cause.System, cancellation.Token);
        var waiting =
            $"select count(*) from pg_stat_activity where datname = '{Database.Name}' and wait_event_type = 'Lock'";
        while (await Database.Scalar<long>(waiting) == 0) { }
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => offer);
        await held.RollbackAsync();
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from events.mt_events"));
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from events.mt_streams"));
        Assert.Equal(2, await Offer(node, 1, 2));
    }

    private static (string, object)[] Offered(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(v => ($"{v}", (object)new CoinAdded(v)))];

    private StreamAppend Coin(int value) => new(jar, "jar", ExpectedVersion.Any, [new CoinAdded(value)]);

    private Task<int> Offer(StoreNode node, int first, int count) => OfferAll(node, Offered(first, count));

    private Task<int> OfferAll(StoreNode node, (string, object)[] offered) =>
        node.Log.AppendOnce<Jar>(jar, offered, Cause.System, CancellationToken.None);
}
