using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The numbered SQL files of one part (<c>0001-events.sql</c> …), run once each, in order. Tables without a schema in
/// their names are made in <paramref name="Schema"/>.
/// </summary>
public sealed record SchemaScripts(string Schema, IReadOnlyList<(int Number, string Sql)> Scripts)
{
    /// <summary>The embedded files of an assembly whose names begin with four digits.</summary>
    public static SchemaScripts In(Assembly assembly, string schema)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var files = assembly
            .GetManifestResourceNames()
            .Where(name => name.Length > 5 && name[4] == '-' && name[..4].All(char.IsAsciiDigit))
            .Order(StringComparer.Ordinal);
        return new(schema, [.. files.Select(f => (int.Parse(f[..4], provider: null), Sql.Read(assembly, f)))]);
    }
}

/// <summary>
/// Brings the database's schema up to date at start. An advisory lock lets several Hosts start at once; a file that was
/// run already must not have changed since (its checksum is kept), for then databases would differ.
/// </summary>
public sealed class SchemaUpdate(NpgsqlDataSource database, IEnumerable<SchemaScripts> parts)
{
    private const long Lock = 0x43_44_53_43_48_45_4D_41; // "CDSCHEMA"

    private const string Ledger =
        "create table if not exists public.schema_version (part text, number int, checksum text not null, at timestamptz not null default now(), primary key (part, number))";

    /// <summary>Runs what is missing, each file in a transaction of its own.</summary>
    /// <exception cref="SchemaMismatchException">A file that was run already has changed.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var held = await AdvisoryLock.Take(connection, Lock, cancellation);
        await connection.Execute(Ledger, cancellation);
        foreach (var part in parts)
        {
            foreach (var (number, sql) in part.Scripts)
            {
                await RunOnce(connection, part.Schema, number, sql, cancellation);
            }
        }
    }

    private static async Task RunOnce(
        NpgsqlConnection connection,
        string part,
        int number,
        string sql,
        CancellationToken cancellation
    )
    {
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
        var known = await connection.Query(
            "select checksum from public.schema_version where part = $1 and number = $2",
            row => row.GetString(0),
            cancellation,
            Sql.Arg(part),
            Sql.Arg(number)
        );
        if (known is [var before])
        {
            if (before != checksum)
            {
                throw new SchemaMismatchException(
                    $"The schema file {number:0000} of '{part}' was run on this database in another form. This version of the dashboard does not fit the database: use the version that made it, or another database."
                );
            }

            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute($"create schema if not exists {part}; set local search_path to {part}", cancellation);
        await connection.Execute(sql, cancellation);
        await connection.Execute(
            "insert into public.schema_version (part, number, checksum) values ($1, $2, $3)",
            cancellation,
            Sql.Arg(part),
            Sql.Arg(number),
            Sql.Arg(checksum)
        );
        await transaction.CommitAsync(cancellation);
    }
}

/// <summary>The database was made by another form of a schema file: this version of the software does not fit it.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);
