using CampaignDashboard.EventStore;
using CampaignDashboard.Host.Commands;
using CampaignDashboard.Tests.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Commands;

/// <summary>Promise: <c>dashboard projections</c> tells how far each projection is, on whatever node it runs.</summary>
public sealed class ProjectionCommandTests(PostgresCluster cluster) : StoreTest(cluster)
{
    [Fact]
    public async Task Position_head_lag_and_state_are_those_of_the_database()
    {
        var node = NewNode(new Tally());
        var never = Assert.Single(await node.Standings.Now(CancellationToken.None));
        Assert.Equal(new("tally", 0, 0, Running: false, Fault: null), never);

        await node.Start();
        await node.Reach(await node.AddCoin(Guid.NewGuid()));
        var live = Assert.Single(await node.Standings.Now(CancellationToken.None));
        Assert.Equal(("live", 1, 1, 0), (live.State, live.Position, live.Head, live.Lag));

        await node.DisposeAsync();
        var other = NewNode();
        await other.AddCoin(Guid.NewGuid());
        var stopped = Assert.Single(await other.Standings.Now(CancellationToken.None));
        Assert.Equal(("not running", 1, 2, 1), (stopped.State, stopped.Position, stopped.Head, stopped.Lag));
    }

    [Fact]
    public async Task A_fault_names_the_event_and_the_reason()
    {
        var node = NewNode(new Tally((_, _) => throw new InvalidOperationException("No.")));
        await node.AddCoin(Guid.NewGuid());
        await (await node.Start()).Daemon.Faulted("tally");

        var faulted = Assert.Single(await node.Standings.Now(CancellationToken.None));

        Assert.Equal(("faulted", "event 1 (coin_added): No."), (faulted.State, faulted.Fault));
    }

    [Fact]
    public void They_are_shown_as_a_table()
    {
        string[] expected =
        [
            "name      position       head  lag  state    fault",
            "feed     1,234,512  1,234,567   55  faulted  event 13 (x): one two",
            "figures  1,234,567  1,234,567    0  live",
        ];
        ShardStanding[] standings =
        [
            new("feed", 1_234_512, 1_234_567, Running: true, "event 13 (x): one\ntwo"),
            new("figures", 1_234_567, 1_234_567, Running: true, Fault: null),
        ];

        Assert.Equal(expected, ListProjections.Lines(standings));
    }

    [Fact]
    public async Task The_programme_lists_its_own_and_those_that_only_the_database_knows()
    {
        var server = $"--ConnectionStrings:Dashboard={Database.ConnectionString}";
        await Database.Execute("insert into events.mt_event_progression values ('elsewhere:all', 0)");

        var list = await CommandProcess.Run("projections", server);

        Assert.Equal((0, ""), (list.Code, list.Errors));
        var names = list.Lines.Select(l => l.Split(' ')[0]).ToArray();
        Assert.Equal("name", names[0]);
        Assert.Contains("elsewhere", names);
        Assert.Contains("figures", names);
    }

    [Fact]
    public async Task A_rebuild_of_what_is_none_names_those_there_are_and_exits_with_2()
    {
        var server = $"--ConnectionStrings:Dashboard={Database.ConnectionString}";

        var rebuild = await CommandProcess.Run("rebuild", "nothing", server);

        Assert.Equal((2, ""), (rebuild.Code, rebuild.Output));
        Assert.StartsWith("There is no projection 'nothing'. There are: ", rebuild.Errors, StringComparison.Ordinal);
        Assert.Contains("figures", rebuild.Errors, StringComparison.Ordinal);
    }
}
