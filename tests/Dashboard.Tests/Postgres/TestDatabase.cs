using System.Diagnostics;
using System.Globalization;
using System.Text;
using CampaignDashboard.Host;
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

    /// <summary>All of the database, tables, sequences and comments, as text.</summary>
    internal async Task<string> Dump()
    {
        var programs = await EmbeddedPostgresBinaries.Find(null, TestContext.Current.CancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
        string[] arguments =
        [
            $"--host={connection.Host}",
            $"--port={connection.Port.ToString(CultureInfo.InvariantCulture)}",
            $"--username={connection.Username}",
            Name,
        ];
        using var dump = new Process
        {
            StartInfo = new(programs["pg_dump"], arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { ["PGPASSWORD"] = connection.Password },
            },
        };
        dump.Start();
        var text = await dump.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await dump.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, dump.ExitCode);
        Assert.Contains("PostgreSQL database dump complete", text, StringComparison.Ordinal);
        return Decoded(text);
    }

    /// <summary>The dump with its bytea columns as the text that they hold: the log's JSON is kept in one.</summary>
    private static string Decoded(string dump) =>
        string.Join(
            '\t',
            dump.Split('\t', '\n')
                .Select(field =>
                    field.StartsWith(@"\\x", StringComparison.Ordinal)
                        ? Encoding.UTF8.GetString(Convert.FromHexString(field[3..]))
                        : field
                )
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await drop();
    }
}
