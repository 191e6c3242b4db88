using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: the connections that appends keep are few, are let go when they broke, and end with the log.</summary>
public sealed class AppendLanesTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Others =
        "from pg_stat_activity where application_name = 'campaign-dashboard' and datname = current_database()";

    private readonly Guid jar = Guid.NewGuid();

    [Fact]
    public async Task Of_a_small_pool_none_is_kept()
    {
        var node = NewNode($"{Database.ConnectionString};Maximum Pool Size=3;Timeout=5");
        await Append(node);

        var all = new List<NpgsqlConnection>();
        for (var n = 0; n < 3; n++)
        {
            all.Add(await node.Database.OpenConnectionAsync());
        }

        foreach (var connection in all)
        {
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task When_one_breaks_the_others_are_not_tried_one_by_one()
    {
        var node = NewNode();
        await AppendFiveAtOnce(node);
        Assert.True(await Database.Scalar<long>($"select count(*) {Others}") >= 5);
        await Database.Execute($"select pg_terminate_backend(pid) {Others}");

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Append(node));

        for (var n = 0; n < 6; n++)
        {
            await Append(node);
        }

        Assert.Equal(5 + 6, await Database.Scalar<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task A_refused_append_leaves_its_lane_as_good_as_before()
    {
        var node = NewNode();
        await Append(node);
        for (var n = 0; n < 3; n++)
        {
            var late = await Append(node, ExpectedVersion.NoStream);
            Assert.Equal(n + 1, late.Conflict?.Actual);
            Assert.Equal(n + 2, (await Append(node)).Version);
        }
    }

    [Fact]
    public async Task They_end_with_the_log()
    {
        var node = NewNode();
        await AppendFiveAtOnce(node);
        await node.DisposeAsync();
        await Eventually.Get(
            "No connection is left",
            () => Database.Scalar<long>($"select count(*) {Others}"),
            left => left == 0
        );
    }

    /// <summary>All wait for the stream's row, each on a connection of its own.</summary>
    private async Task AppendFiveAtOnce(StoreNode node)
    {
        await using var held = await (await Hold(node, jar)).AddCoin();
        var appends = Enumerable.Range(0, 5).Select(_ => Append(node)).ToArray();
        await Eventually.Get(
            "Five wait",
            () => Database.Scalar<long>($"select count(*) {Others} and wait_event_type = 'Lock'"),
            waiting => waiting == 5
        );
        await held.RollBack();
        await Task.WhenAll(appends);
    }

    private Task<Appended> Append(StoreNode node, ExpectedVersion expected = default) =>
        node.Log.Append(
            new StreamAppend(jar, "jar", expected, [new CoinAdded(1)]),
            Cause.System,
            CancellationToken.None
        );
}
