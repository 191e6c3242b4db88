using Npgsql;

namespace CampaignDashboard.Tests.Postgres;

/// <summary>A database that lives as long as this object.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Func<Task> drop;

    internal TestDatabase(string name, string connectionString, Func<Task> drop)
    {
        (Name, ConnectionString, this.drop) = (name, connectionString, drop);
        Source = NpgsqlDataSource.Create(connectionString);
    }

    /// <summary>Its name in the cluster.</summary>
    public string Name { get; }

    /// <summary>How to reach it, for a Host of the test's own.</summary>
    public string ConnectionString { get; }

    /// <summary>A pool of connections to it, closed with it.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Runs a statement without parameters.</summary>
    public async Task Execute(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The single value that a query gives.</summary>
    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await drop();
    }
}
