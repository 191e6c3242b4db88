using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a slow projection holds two pages of events in memory, the one it applies and the next one, however many
/// wait.
/// </summary>
public sealed class BackpressureTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const int Pages = 4;

    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task A_projection_that_stands_still_has_no_more_than_the_next_page_read_for_it()
    {
        var held = new Held();
        var (applied, most) = (0, 0);
        var slow = new Tally(
            async (events, connection) =>
            {
                await held.Stand(events, connection);
                most = Math.Max(most, Weighed.Read - applied);
                applied += events.Count;
            }
        );
        await using var node = new StoreNode(
            Database.ConnectionString,
            TimeProvider.System,
            [slow],
            moreEvents: types => types.Add<Weighed>("weighed")
        );
        // Before the node ends, or a failure would wait for it for ever.
        using var released = held;
        await Fill(node);
        Weighed.Read = 0;
        await node.Start();
        await held.InBatch;
        await Eventually.Get(
            "The next page is there",
            () => Task.FromResult(Weighed.Read),
            read => read >= 2 * Shard.BatchSize
        );
        // Whoever read on would be through with a third page when these are answered.
        for (var round = 0; round < 500; round++)
        {
            await Database.Scalar<int>("select 1");
        }

        Assert.Equal(2 * Shard.BatchSize, Weighed.Read);
        held.Release();
        await node.Reach(Pages * Shard.BatchSize);
        Assert.Equal(Pages * Shard.BatchSize, Weighed.Read);
        Assert.Equal(Pages * Shard.BatchSize, await Database.Scalar<long>("select count(*) from tally.applied"));
        Assert.InRange(most, Shard.BatchSize, 2 * Shard.BatchSize);
    }

    private Task<int> Fill(StoreNode node) =>
        node.Log.AppendOnce<Jar>(
            jar,
            [.. Enumerable.Range(1, Pages * Shard.BatchSize).Select(n => ($"{n}", (object)new Weighed(n)))],
            Cause.System,
            CancellationToken.None
        );

    /// <summary>An event that counts how often one was made.</summary>
    private sealed record Weighed : JarEvent
    {
        private static int read;

        public Weighed(int value)
        {
            Value = value;
            Interlocked.Increment(ref read);
        }

        public static int Read
        {
            get => Volatile.Read(ref read);
            set => Volatile.Write(ref read, value);
        }

        public int Value { get; }
    }
}
