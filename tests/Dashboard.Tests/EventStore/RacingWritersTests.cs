using System.Collections.Concurrent;
using System.Globalization;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: eight writers on the same few streams, of every kind of append, some rolled back, some slow, lose nothing
/// that was accepted, keep nothing that was not, and write nothing twice.
/// </summary>
public sealed class RacingWritersTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const int Writers = 8;
    private const int Rounds = 25;

    private readonly Guid[] jars = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
    private readonly ConcurrentBag<int> accepted = [];
    private int last;

    [Fact]
    public async Task What_was_accepted_is_there_once_and_nothing_else_is()
    {
        StoreNode[] nodes = [NewNode(), NewNode()];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(() => Write(nodes[n % 2], new(n)))));

        Assert.True(accepted.Count > Writers * Rounds / 2, "Hardly anything was accepted.");
        var stored = await Lines("select data ->> 'value' from events.mt_events where type = 'coin_added'");
        Assert.Equal(accepted.Order(), stored.Select(v => int.Parse(v, CultureInfo.InvariantCulture)).Order());
        Assert.Empty(
            await Lines(
                """
                select s.id from events.mt_streams s left join events.mt_events e on e.stream_id = s.id group by s.id
                having (s.version, s.version, 1) is distinct from (count(*), max(e.version), min(e.version))
                """
            )
        );
        Assert.Empty(
            await Lines(
                "select a.seq_id from events.mt_events a join events.mt_events b using (stream_id) where a.seq_id < b.seq_id and a.version > b.version"
            )
        );
    }

    private async Task Write(StoreNode node, Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var jar = jars[random.Next(jars.Length)];
            Func<Task> write = random.Next(6) switch
            {
                0 => () => Decide(node, jar),
                1 => () => Append(node, ExpectedVersion.Any, jars),
                2 => () => Append(node, ExpectedVersion.Exact(round), jar),
                3 => () => Offer(node, jar),
                4 => () => Hold(node, jar, commit: random.Next(2) == 0, random.Next(50_000)),
                _ => () => Crash(node, jar),
            };
            await write();
        }
    }

    private int[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Interlocked.Increment(ref last))];

    private void Accept(params int[] values) => Array.ForEach(values, accepted.Add);

    private async Task Decide(StoreNode node, Guid jar)
    {
        var values = Next(2);
        var outcome = await node.Log.Transact<Jar, JarEvent>(
            jar,
            _ => [new CoinAdded(values[0]), new CoinAdded(values[1])],
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );
        Accept(outcome.Accepted ? values : []);
    }

    private async Task Append(StoreNode node, ExpectedVersion expected, params Guid[] streams)
    {
        var values = Next(streams.Length);
        var appends = streams.Zip(values, (s, v) => new StreamAppend(s, "jar", expected, [new CoinAdded(v)]));
        var appended = await node.Log.Append([.. appends], Cause.System, CancellationToken.None);
        Accept(appended.Accepted ? values : []);
    }

    private async Task Offer(StoreNode node, Guid jar)
    {
        var values = Next(20);
        (string, object)[] offered = [.. values.Select(v => ($"{v}", (object)new CoinAdded(v)))];
        Assert.Equal(20, await node.Log.AppendOnce<Jar>(jar, offered, Cause.System, CancellationToken.None));
        Assert.Equal(0, await node.Log.AppendOnce<Jar>(jar, offered, Cause.System, CancellationToken.None));
        Accept(values);
    }

    /// <summary>A transaction that takes its time, measured in work, and then commits or doesn't.</summary>
    private async Task Hold(StoreNode node, Guid jar, bool commit, int work)
    {
        var value = Next(1)[0];
        await using var connection = await node.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var write = new StreamWrite(jar, "jar", Version: -1, [new CoinAdded(value)], Cause.System);
        Assert.True(await AppendOn.Connection(connection, node.Types, write));
        await connection.Execute($"select count(*) from generate_series(1, {work})", CancellationToken.None);
        await (commit ? transaction.CommitAsync() : transaction.RollbackAsync());
        Accept(commit ? [value] : []);
    }

    /// <summary>An inline projection fails, and takes the append with it.</summary>
    private async Task Crash(StoreNode node, Guid jar)
    {
        object[] events = [new CoinAdded(Next(1)[0]), new JarNamed("crash")];
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            node.Log.Append(
                new StreamAppend(jar, "jar", ExpectedVersion.Any, events),
                Cause.System,
                CancellationToken.None
            )
        );
    }
}
