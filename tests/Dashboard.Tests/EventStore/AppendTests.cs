using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: a decision is appended on the very state it was made on, or made again, or refused.</summary>
public sealed class AppendTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task A_new_stream_begins_at_version_1_and_goes_on_from_there()
    {
        var node = NewNode();
        var first = await Transact(node, _ => [new CoinAdded(1), new CoinAdded(2)]);
        var second = await Transact(node, _ => [new CoinAdded(3)]);
        Assert.Equal((2, 2), (first.Version, first.Position));
        Assert.Equal((3, 3), (second.Version, second.Position));
        Assert.Equal(
            ["1 1", "2 2", "3 3"],
            await Lines("select concat(version, ' ', data ->> 'value') from events.mt_events order by seq_id")
        );
        Assert.Equal("3", Assert.Single(await Lines("select version from events.mt_streams")));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(-1, true)]
    public async Task A_stream_of_version_2_takes_what_expects_2_or_any(long expected, bool taken)
    {
        var node = NewNode();
        await Transact(node, _ => [new CoinAdded(1), new CoinAdded(1)]);
        Assert.Equal(taken ? 1 : 0, await AppendExpecting(node, expected));
        Assert.Equal(taken ? 3 : 2, await Database.Scalar<long>("select count(*) from events.mt_events"));
        Assert.Equal(taken ? 3 : 2, await Database.Scalar<long>("select version from events.mt_streams"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public async Task A_stream_that_does_not_exist_takes_what_expects_none_or_any(long expected, bool taken)
    {
        Assert.Equal(taken ? 1 : 0, await AppendExpecting(NewNode(), expected));
        Assert.Equal(taken ? 1 : 0, await Database.Scalar<long>("select count(*) from events.mt_streams"));
    }

    [Fact]
    public async Task A_decision_overtaken_by_another_is_made_again_on_the_new_state()
    {
        var seen = new List<int>();
        var outcome = await Transact(
            NewNode(),
            state =>
            {
                seen.Add(state.Coins);
                if (seen.Count < EventLog.MaxAttempts)
                {
                    Overtake();
                }

                return [new CoinAdded(9)];
            }
        );
        Assert.Equal([0, 1, 2, 3, 4], seen);
        Assert.Equal(5, outcome.Version);
    }

    [Fact]
    public async Task A_decision_overtaken_four_times_has_the_stream_to_itself_the_fifth_time()
    {
        var decided = 0;
        Task<int>? late = null;
        var outcome = await Transact(
            NewNode(),
            state =>
            {
                decided++;
                if (decided < EventLog.MaxAttempts)
                {
                    Overtake();
                }
                else
                {
                    late = AppendExpecting(NewNode(), -1);
                    Task.Run(SomebodyWaits).GetAwaiter().GetResult();
                }

                return [new CoinAdded(9)];
            }
        );
        Assert.Equal((5, 5L), (decided, outcome.Version));
        Assert.Equal(1, await late!);
        Assert.Equal(
            5,
            await Database.Scalar<long>("select version from events.mt_events where data ->> 'value' = '9'")
        );
    }

    [Fact]
    public async Task A_version_that_the_caller_did_not_see_is_refused_before_anything_is_decided()
    {
        var node = NewNode();
        await Transact(node, _ => [new CoinAdded(1)]);
        var stale = await Transact(node, _ => throw new InvalidOperationException("Decided."), expectedVersion: 0);
        Assert.Equal(("stale-version", RefusalKind.Stale), (stale.Refusal?.Code, stale.Refusal?.Kind));
        Assert.True((await Transact(node, _ => [new CoinAdded(1)], expectedVersion: 1)).Accepted);
    }

    [Fact]
    public async Task A_caller_overtaken_between_reading_and_writing_is_stale_and_not_decided_again()
    {
        var decided = 0;
        var outcome = await Transact(
            NewNode(),
            _ =>
            {
                decided++;
                Overtake();
                return [new CoinAdded(9)];
            },
            expectedVersion: 0
        );
        Assert.Equal("stale-version", outcome.Refusal?.Code);
        Assert.Equal(1, decided);
    }

    [Fact]
    public async Task Nothing_decided_writes_nothing()
    {
        var outcome = await Transact(NewNode(), _ => []);
        Assert.Equal(new Outcome(Refusal: null, 0, 0), outcome);
        Assert.Equal(0, await Database.Scalar<long>("select count(*) from events.mt_streams"));
    }

    [Fact]
    public async Task Text_that_cannot_be_stored_is_refused()
    {
        var outcome = await Transact(NewNode(), _ => [new JarNamed("a\0b")]);
        Assert.Equal(("null-character", RefusalKind.Invalid), (outcome.Refusal?.Code, outcome.Refusal?.Kind));
    }

    [Fact]
    public async Task Eight_racing_writers_lose_nothing_and_duplicate_nothing()
    {
        const int each = 20;
        var node = NewNode();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => Write(writer))));
        var stored = await Lines("select data ->> 'value' from events.mt_events order by version");
        Assert.Equal(Enumerable.Range(0, 8 * each), stored.Select(v => int.Parse(v, null)).Order());
        Assert.Equal(8 * each, await Database.Scalar<long>("select version from events.mt_streams"));
        Assert.Equal(8 * each, await Database.Scalar<long>("select max(version) from events.mt_events"));

        async Task Write(int writer)
        {
            for (var n = 0; n < each; n++)
            {
                var value = (writer * each) + n;
                Assert.True((await Transact(node, _ => [new CoinAdded(value)])).Accepted);
            }
        }
    }

    private Task<Outcome> Transact(
        StoreNode node,
        Func<Jar, Decision<JarEvent>> decide,
        long? expectedVersion = null
    ) => node.Log.Transact(jar, decide, Cause.System, expectedVersion, CancellationToken.None);

    private Task SomebodyWaits() =>
        Eventually.Get(
            "an append that waits for the stream",
            () =>
                Database.Scalar<long>(
                    $"select count(*) from pg_stat_activity where datname = '{Database.Name}' and wait_event_type = 'Lock'"
                ),
            waiting => waiting == 1
        );

    private async Task<int> AppendExpecting(StoreNode node, long expected)
    {
        await using var connection = await node.Database.OpenConnectionAsync();
        var write = new StreamWrite(jar, "jar", expected, [new CoinAdded(7)], Cause.System);
        return await AppendOn.Connection(connection, node.Types, write) ? 1 : 0;
    }

    /// <summary>Somebody else's append to the same stream, over and done with when this returns.</summary>
    private void Overtake()
    {
        using var connection = new NpgsqlConnection(Database.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(
            $$"""
            with s as (
                insert into events.mt_streams as s (id, type, version) values ('{{jar}}', 'jar', 1)
                on conflict (id) do update set version = s.version + 1 returning version
            )
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('events.mt_events_sequence'), gen_random_uuid(), '{{jar}}', version, '{"value":1}', 'coin_added'
            from s
            """,
            connection
        );
        command.ExecuteNonQuery();
    }
}
