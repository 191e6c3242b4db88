using System.Reflection;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>SQL is source code: it lives in embedded <c>.sql</c> files, found here by name.</summary>
public static class Sql
{
    /// <summary>The text of an embedded SQL file, for example <c>AppendEvents.sql</c>.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no such file.</exception>
    public static string Read(Assembly assembly, string file)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream =
            assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} embeds no SQL file {file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal static string Read(string file) => Read(typeof(Sql).Assembly, file);

    /// <summary>Runs a statement with positional parameters on the connection (in its current transaction).</summary>
    public static async Task<int> Execute(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The rows of a query with positional parameters, each read by <paramref name="read"/>.</summary>
    public static async Task<IReadOnlyList<T>> Query<T>(
        this NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(read);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The rows of a query on a connection of its own.</summary>
    public static async Task<IReadOnlyList<T>> Query<T>(
        this NpgsqlDataSource database,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.Query(sql, read, cancellation, parameters);
    }

    /// <summary>
    /// Sends rows by COPY (<c>copy … from stdin (format binary)</c>) in the current transaction; each has so many
    /// <paramref name="columns"/>, which <paramref name="write"/> writes in the statement's order.
    /// </summary>
    public static Task CopyIn<T>(
        this NpgsqlConnection connection,
        string copy,
        short columns,
        IEnumerable<T> rows,
        Action<CopyRow, T> write,
        CancellationToken cancellation
    ) => CopyRow.Send(connection, copy, columns, rows, write, cancellation);

    /// <summary>A positional parameter; its PostgreSQL type follows from the .NET type.</summary>
    public static NpgsqlParameter Arg<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>A positional parameter that may be null.</summary>
    public static NpgsqlParameter ArgOrNull(object? value, NpgsqlTypes.NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
