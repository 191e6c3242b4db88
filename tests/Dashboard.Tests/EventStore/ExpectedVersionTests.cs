using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: events land on streams that are as expected, all of them or none; a conflict says which and why.</summary>
public sealed class ExpectedVersionTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly Guid jar = Guid.NewGuid();

    public static TheoryData<ExpectedVersion, long, bool> Expectations =>
        new()
        {
            { ExpectedVersion.NoStream, 0, true },
            { ExpectedVersion.NoStream, 2, false },
            { ExpectedVersion.Any, 0, true },
            { ExpectedVersion.Any, 2, true },
            { default, 2, true },
            { ExpectedVersion.Exact(0), 0, true },
            { ExpectedVersion.Exact(1), 0, false },
            { ExpectedVersion.Exact(1), 2, false },
            { ExpectedVersion.Exact(2), 2, true },
            { ExpectedVersion.Exact(3), 2, false },
        };

    [Theory]
    [MemberData(nameof(Expectations))]
    public async Task A_stream_takes_what_expects_its_version(ExpectedVersion expected, long version, bool taken)
    {
        var node = NewNode();
        for (var n = 0; n < version; n++)
        {
            await node.AddCoin(jar);
        }

        var appended = await node.Log.Append(Coins(jar, expected, 7, 8), Cause.System, CancellationToken.None);
        Assert.Equal(taken ? new(version + 2, version + 2, null) : new(0, 0, new(jar, expected, version)), appended);
        Assert.Equal(
            taken ? version + 2 : version,
            await Database.Scalar<long>("select count(*) from events.mt_events")
        );
        Assert.Equal(
            taken ? version + 2 : version,
            await Database.Scalar<long>("select coalesce(max(version), 0) from events.mt_streams")
        );
    }

    [Fact]
    public async Task An_exact_version_of_none_is_no_stream()
    {
        Assert.Equal(ExpectedVersion.NoStream, ExpectedVersion.Exact(0));
        Assert.Equal(ExpectedVersion.Any, default);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedVersion.Exact(-1));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Several_streams_are_appended_to_in_one_transaction()
    {
        var node = NewNode();
        Guid[] jars = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        await node.AddCoin(jars[2]);
        var appended = await node.Log.Append(
            [
                Coins(jars[0], ExpectedVersion.NoStream, 1, 2),
                Coins(jars[1], ExpectedVersion.Any, 3),
                Coins(jars[2], ExpectedVersion.Exact(1), 4),
            ],
            Cause.System,
            CancellationToken.None
        );
        Assert.Equal(new(2, 5, null), appended);
        Assert.Equal(
            "1",
            Assert.Single(await Lines("select count(distinct xmin::text) from events.mt_events where seq_id > 1"))
        );
        Assert.Equal(
            ["1", "2", "3", "4"],
            await Lines("select data ->> 'value' from events.mt_events where seq_id > 1 order by data ->> 'value'")
        );
    }

    [Fact]
    public async Task One_conflict_among_several_streams_leaves_nothing_and_names_its_stream()
    {
        var node = NewNode();
        var other = Guid.NewGuid();
        await node.AddCoin(other);
        var appended = await node.Log.Append(
            [Coins(jar, ExpectedVersion.Any, 1), Coins(other, ExpectedVersion.NoStream, 2)],
            Cause.System,
            CancellationToken.None
        );
        Assert.Equal(new(other, ExpectedVersion.NoStream, 1), appended.Conflict);
        Assert.False(appended.Accepted);
        Assert.Equal([$"{other} 1"], await Lines("select concat(id, ' ', version) from events.mt_streams"));
        Assert.Equal(1, await Database.Scalar<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task Writers_of_the_same_streams_in_opposite_order_wait_for_each_other_and_both_succeed()
    {
        var node = NewNode();
        var other = Guid.NewGuid();
        StreamAppend[] appends = [Coins(jar, ExpectedVersion.Any, 1), Coins(other, ExpectedVersion.Any, 1)];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => Write(writer % 2 == 0))));
        Assert.Equal(["80", "80"], await Lines("select version from events.mt_streams"));
        Assert.Equal(
            0,
            await Database.Scalar<long>("select deadlocks from pg_stat_database where datname = current_database()")
        );

        async Task Write(bool forwards)
        {
            for (var n = 0; n < 10; n++)
            {
                StreamAppend[] now = forwards ? appends : [appends[1], appends[0]];
                Assert.True((await node.Log.Append(now, Cause.System, CancellationToken.None)).Accepted);
            }
        }
    }

    [Fact]
    public async Task A_stream_twice_in_one_call_and_an_append_without_events_are_mistakes()
    {
        var log = NewNode().Log;
        var append = Coins(jar, ExpectedVersion.Any, 1);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            log.Append([append, append], Cause.System, CancellationToken.None)
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            log.Append(append with { Events = [] }, Cause.System, CancellationToken.None)
        );
    }

    [Fact]
    public async Task Text_that_cannot_be_stored_and_a_broken_unique_rule_are_refusals_for_all_streams()
    {
        var log = NewNode().Log;
        var named = new StreamAppend(jar, "jar", ExpectedVersion.NoStream, [new JarNamed("pickles")]);
        Assert.True((await log.Append(named, Cause.System, CancellationToken.None)).Accepted);
        StreamAppend[] both = [named with { Stream = Guid.NewGuid() }, Coins(Guid.NewGuid(), ExpectedVersion.Any, 1)];
        Assert.Equal("name-taken", (await log.Append(both, Cause.System, CancellationToken.None)).Refusal?.Code);
        both[0] = both[0] with { Events = [new JarNamed("a\0b")] };
        Assert.Equal("null-character", (await log.Append(both, Cause.System, CancellationToken.None)).Refusal?.Code);
        Assert.Equal(1, await Database.Scalar<long>("select count(*) from events.mt_streams"));
    }

    private static StreamAppend Coins(Guid jar, ExpectedVersion expected, params int[] values) =>
        new(jar, "jar", expected, [.. values.Select(v => new CoinAdded(v))]);
}
