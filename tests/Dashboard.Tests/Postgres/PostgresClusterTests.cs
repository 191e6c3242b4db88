using Npgsql;

namespace CampaignDashboard.Tests.Postgres;

public sealed class PostgresClusterTests(PostgresCluster cluster)
{
    [Fact]
    public async Task A_test_database_is_a_clone_of_its_template_and_alone()
    {
        await using var one = await cluster.NewDatabase("template_of_fruit", Fruit);
        await using var other = await cluster.NewDatabase("template_of_fruit", Fruit);
        await one.Execute("insert into fruit values ('quince')");
        Assert.Equal(2, await one.Scalar<long>("select count(*) from fruit"));
        Assert.Equal(1, await other.Scalar<long>("select count(*) from fruit"));
    }

    [Fact]
    public async Task A_template_is_built_once_for_all_who_ask_at_the_same_time()
    {
        var builds = 0;
        Task Build(NpgsqlDataSource source)
        {
            Interlocked.Increment(ref builds);
            return Fruit(source);
        }
        var databases = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => cluster.NewDatabase("template_asked_by_many", Build)))
        );
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
        Assert.Equal(1, builds);
    }

    [Fact]
    public async Task A_test_database_is_dropped_at_its_end_even_while_connections_are_open()
    {
        await using var onlooker = await cluster.NewDatabase();
        var database = await cluster.NewDatabase();
        await using var open = new NpgsqlConnection(database.ConnectionString);
        await open.OpenAsync();
        await database.DisposeAsync();
        Assert.False(
            await onlooker.Scalar<bool>($"select exists (select from pg_database where datname = '{database.Name}')")
        );
    }

    private static async Task Fruit(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            "create table fruit (name text primary key); insert into fruit values ('apple')"
        );
        await command.ExecuteNonQueryAsync();
    }
}
