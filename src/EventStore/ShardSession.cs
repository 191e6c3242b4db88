using System.Data;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// A connection that holds a shard's lock. Both ends find out within seconds that the other is gone: the server by
/// keep-alives and by looking at its client during long statements, this node by <see cref="Confirm"/>.
/// </summary>
internal sealed class ShardSession : IAsyncDisposable
{
    // Seconds and milliseconds. On a Unix socket the first four mean nothing: there the kernel tells at once.
    private const string NoticeDeadNodes = """
        select set_config('tcp_keepalives_idle', '2', false), set_config('tcp_keepalives_interval', '1', false),
            set_config('tcp_keepalives_count', '2', false), set_config('tcp_user_timeout', '4000', false),
            set_config('client_connection_check_interval', '1000', false)
        """;

    private const string TakeLock = "select pg_try_advisory_lock(hashtextextended($1, 0))";
    private const string AsItCame = "reset all; select pg_advisory_unlock_all()";

    /// <summary>How long the server may take to say that it is there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task asked = Task.CompletedTask;

    private ShardSession(NpgsqlConnection connection) => Connection = connection;

    public NpgsqlConnection Connection { get; }

    /// <summary>Takes the lock; null if another node has it.</summary>
    public static async Task<ShardSession?> Open(
        NpgsqlDataSource database,
        string shard,
        CancellationToken cancellation
    )
    {
        var session = new ShardSession(await database.OpenConnectionAsync(cancellation));
        try
        {
            await session.Connection.Execute(NoticeDeadNodes, cancellation);
            var mine = await session.Connection.Query(
                TakeLock,
                row => row.GetBoolean(0),
                cancellation,
                Sql.Arg(Checkpoint.RowOf(shard))
            );
            if (mine[0])
            {
                return session;
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        await session.DisposeAsync();
        return null;
    }

    /// <summary>Asks the server whether it is still there: the lock is held as long as the session lives.</summary>
    /// <exception cref="NpgsqlException">It is not.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public Task Confirm(CancellationToken cancellation)
    {
        asked = Ask("select 1", cancellation);
        return asked.WaitAsync(Patience, cancellation);
    }

    /// <summary>Gives the lock back: the pool keeps the session, and would keep the lock and the settings with it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Where the network is gone, Npgsql tries to cancel what was asked, and waits for that in vain, too.
        await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Connection.State == ConnectionState.Open)
        {
            await Ask(AsItCame, CancellationToken.None);
        }

        await Connection.DisposeAsync();
    }

    private async Task Ask(string sql, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(sql, Connection);
        ask.CommandTimeout = (int)Patience.TotalSeconds;
        await ask.ExecuteNonQueryAsync(cancellation);
    }
}
