using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: each schema file runs once, whole or not at all, and may not change afterwards.</summary>
public sealed class SchemaUpdateTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Fruit = "create table fruit (name text); insert into fruit values ('apple')";
    private const string More = "insert into fruit values ('pear')";

    [Fact]
    public async Task A_file_runs_once_in_the_schema_of_its_part()
    {
        await Run((1, Fruit));
        await Run((1, Fruit));
        await Run((1, Fruit), (2, More));
        Assert.Equal(["apple", "pear"], await Lines("select name from orchard.fruit order by 1"));
    }

    [Fact]
    public async Task Several_nodes_that_start_at_the_same_moment_run_it_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Run((1, Fruit), (2, More))));
        Assert.Equal(["apple", "pear"], await Lines("select name from orchard.fruit order by 1"));
    }

    [Fact]
    public async Task A_file_that_has_changed_since_is_refused_by_its_number()
    {
        await Run((1, Fruit));
        var no = await Assert.ThrowsAsync<SchemaMismatchException>(() => Run((1, Fruit + " "), (2, More)));
        Assert.Contains("0001 of 'orchard'", no.Message, StringComparison.Ordinal);
        Assert.Equal(["apple"], await Lines("select name from orchard.fruit"));
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_and_runs_again_when_repaired()
    {
        await Assert.ThrowsAsync<PostgresException>(() => Run((1, Fruit), (2, $"{More}; select 1 / 0")));
        Assert.Equal(["apple"], await Lines("select name from orchard.fruit"));
        await Run((1, Fruit), (2, More));
        Assert.Equal(["apple", "pear"], await Lines("select name from orchard.fruit order by 1"));
    }

    private Task Run(params (int, string)[] scripts) =>
        new SchemaUpdate(Database.Source, [new("orchard", scripts)]).Run(CancellationToken.None);
}
