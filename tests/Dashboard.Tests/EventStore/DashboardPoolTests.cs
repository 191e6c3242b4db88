using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Nothing resets a connection of the pool (that costs more than a small append), so each must come back as it went.
/// </summary>
public sealed class A_connection_given_back(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string WhatIsLeft = """
        select 'setting ' || name from pg_settings where source = 'session'
        union all select 'lock ' || objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
        union all select 'channel ' || pg_listening_channels()
        """;

    [Fact]
    public async Task Is_as_it_was_after_it_held_a_shard()
    {
        await using var pool = OneConnection();
        var session = await ShardSession.Open(pool, "tally", CancellationToken.None);
        Assert.NotNull(session);
        var held = await session.Connection.Query(WhatIsLeft, row => row.GetString(0), CancellationToken.None);
        Assert.Contains(held, what => what.StartsWith("lock", StringComparison.Ordinal));
        Assert.Contains("setting client_connection_check_interval", held);
        await session.DisposeAsync();

        Assert.Empty(await Left(pool));
    }

    [Fact]
    public async Task Is_as_it_was_after_it_listened()
    {
        await using var pool = Pool(connections: 2);
        var signal = new AppendSignal(pool, NullLogger<AppendSignal>.Instance);
        await signal.StartAsync(CancellationToken.None);
        await signal.Listening;
        await signal.StopAsync(CancellationToken.None);

        await using var first = await pool.OpenConnectionAsync();
        await using var second = await pool.OpenConnectionAsync();
        Assert.Empty(await Left(first));
        Assert.Empty(await Left(second));
    }

    [Theory]
    [InlineData("Host=db.example", 40)]
    [InlineData("Host=db.example;Maximum Pool Size=100", 100)]
    [InlineData("Host=db.example;MaxPoolSize=7", 7)]
    public void Is_one_of_as_many_as_the_connection_string_says_or_of_forty(string connectionString, int most)
    {
        using var pool = DashboardPool.To(connectionString);
        Assert.Equal(most, new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize);
    }

    private NpgsqlDataSource OneConnection() => Pool(connections: 1);

    private NpgsqlDataSource Pool(int connections) =>
        DashboardPool.To($"{Database.ConnectionString};Maximum Pool Size={connections}");

    private static async Task<IReadOnlyList<string>> Left(NpgsqlDataSource pool)
    {
        await using var connection = await pool.OpenConnectionAsync();
        return await Left(connection);
    }

    private static Task<IReadOnlyList<string>> Left(NpgsqlConnection connection) =>
        connection.Query(WhatIsLeft, row => row.GetString(0), CancellationToken.None);
}
