using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>A lock that several Hosts share by its number, held by a connection from its taking to its disposal.</summary>
internal sealed class AdvisoryLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly long key;

    private AdvisoryLock(NpgsqlConnection connection, long key) => (this.connection, this.key) = (connection, key);

    /// <summary>Waits for the lock, however long whoever has it needs.</summary>
    public static async Task<AdvisoryLock> Take(NpgsqlConnection connection, long key, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand("select pg_advisory_lock($1)", connection);
        take.CommandTimeout = 0;
        take.Parameters.Add(Sql.Arg(key));
        await take.ExecuteNonQueryAsync(cancellation);
        return new(connection, key);
    }

    /// <summary>Gives it back; a lost connection has given it back already.</summary>
    public async ValueTask DisposeAsync()
    {
        if (connection.State == System.Data.ConnectionState.Open)
        {
            await connection.Execute("select pg_advisory_unlock($1)", CancellationToken.None, Sql.Arg(key));
        }
    }
}
