using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: beside eight writers that hold their transactions as they like and roll some back, a reader sees every event
/// once and in order, and is held up by nothing but the appends that were under way when it stopped.
/// </summary>
public sealed class SoakTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const int Writers = 8;
    private const double RolledBack = 0.05;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestHeld = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(7);

    private readonly int seed = Random.Shared.Next();
    private readonly HashSet<object> open = [];
    private long committed;
    private long gone;

    [Fact]
    public async Task Nothing_is_missed_nothing_comes_twice_and_the_lag_is_bounded()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"The seed of the writers was {seed}.");
        await using var elsewhere = await LongTransaction("postgres");
        await using var beside = await LongTransaction(Database.Name);
        var node = await NewNode(new Tally()).Start();
        using var end = new CancellationTokenSource(Length);
        var writers = Task.WhenAll(
            Enumerable.Range(0, Writers).Select(n => Task.Run(() => Write(node, new(seed + n), end.Token)))
        );
        var reader = new Reader(this, node);
        while (!writers.IsCompleted)
        {
            await reader.Read();
            await Task.Delay(BetweenReads);
        }

        await writers;
        // The long transactions are still open.
        await reader.Read();
        await reader.Read();
        var stored = await Lines("select seq_id from events.mt_events order by seq_id");
        Assert.Equal(stored, reader.Seen.Select(p => $"{p}").ToArray());
        Assert.Equal(committed, stored.Length);
        await node.Reach(reader.Seen[^1]);
        Assert.Equal(stored, await Lines("select position from tally.applied order by position"));
        Assert.Equal(committed, await Database.Scalar<long>("select sum(coins)::bigint from tally.tally"));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{committed} events committed, {gone} rolled back; {reader.Stops} stops, went on {reader.WentOn} times."
        );
        // Otherwise the load was none, or the reader was never tried.
        Assert.InRange(gone, 1, committed);
        Assert.InRange(reader.Stops, 10, int.MaxValue);
        Assert.InRange(reader.WentOn, 10, int.MaxValue);
    }

    /// <summary>One after another, of one to three events; most are quick, some are held long.</summary>
    private async Task Write(StoreNode node, Random random, CancellationToken end)
    {
        var jar = Guid.NewGuid();
        while (!end.IsCancellationRequested)
        {
            var (coins, held) = (random.Next(1, 4), LongestHeld * Math.Pow(random.NextDouble(), 4));
            var rolledBack = random.NextDouble() < RolledBack;
            var me = Enter();
            await using (var append = await Hold(node, jar))
            {
                for (var coin = 0; coin < coins; coin++)
                {
                    await append.AddCoin();
                    await Task.Delay(held / coins, CancellationToken.None);
                }

                await (rolledBack ? append.RollBack() : append.Commit());
            }

            Leave(me);
            Interlocked.Add(ref rolledBack ? ref gone : ref committed, coins);
        }
    }

    private object Enter()
    {
        var me = new object();
        lock (open)
        {
            open.Add(me);
        }

        return me;
    }

    private void Leave(object append)
    {
        lock (open)
        {
            open.Remove(append);
        }
    }

    private object[] Open()
    {
        lock (open)
        {
            return [.. open];
        }
    }

    /// <summary>A transaction with an id that appends nothing and stays.</summary>
    private async Task<NpgsqlConnection> LongTransaction(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database.ConnectionString)
        {
            Database = database,
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await connection.Execute("begin; select pg_current_xact_id()", CancellationToken.None);
        return connection;
    }

    /// <summary>
    /// Reads on from where it is, and checks each time that it was not held up without need. What a read must reach
    /// follows from what the writers know of themselves, not from what the reader says of gaps.
    /// </summary>
    private sealed class Reader(SoakTests soak, StoreNode node)
    {
        private const int Page = 10_000;

        private readonly LogReader log = new(node.Types);
        private readonly List<long> seen = [];
        private (long At, object[] Open)? stopped;

        public IReadOnlyList<long> Seen => seen;

        /// <summary>How often it stopped before a gap.</summary>
        public int Stops { get; private set; }

        /// <summary>How often it went on because those it had stopped for were through, others under way or not.</summary>
        public int WentOn { get; private set; }

        public async Task Read()
        {
            // In this order: who ended in between has ended before the read, and what it wrote is told by it.
            var visible = await soak.Database.Scalar<long>("select coalesce(max(seq_id), 0) from events.mt_events");
            var mayGoOn = stopped is { } before && !before.Open.Intersect(soak.Open()).Any();
            var due = mayGoOn ? stopped!.Value.At : 0;
            await using var connection = await soak.Database.Source.OpenConnectionAsync();
            var position = seen.LastOrDefault();
            var events = await log.Read(connection, position, Page, CancellationToken.None);
            seen.AddRange(events.Select(e => e.Position));
            position = seen.LastOrDefault();

            Assert.True(position >= due, $"Read up to {position}, but {due} was due. Seed {soak.seed}.");
            WentOn += mayGoOn ? 1 : 0;
            if (position >= visible)
            {
                stopped = null;
            }
            else if (stopped is null || mayGoOn)
            {
                Stops++;
                stopped = (visible, soak.Open());
            }
        }
    }
}
