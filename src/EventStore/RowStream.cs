using System.Runtime.CompilerServices;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>Rows that are too many to be held at once.</summary>
public static class RowStream
{
    /// <summary>The rows of a query, each read when the caller takes it; the connection is held until the last.</summary>
    public static async IAsyncEnumerable<T> Rows<T>(
        this NpgsqlDataSource database,
        string sql,
        Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await foreach (var row in connection.Rows(sql, read, cancellation, parameters))
        {
            yield return row;
        }
    }

    /// <summary>The same in the current transaction of a connection, which can be asked nothing else until the last row.</summary>
    public static async IAsyncEnumerable<T> Rows<T>(
        this NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(read);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return read(reader);
        }
    }
}
