using System.Collections.Concurrent;
using CampaignDashboard.Host;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace CampaignDashboard.Tests.Postgres;

/// <summary>
/// One PostgreSQL cluster for a run of the tests, started when the first test asks for a database, in a temporary folder
/// that goes with it. A test class takes a <see cref="PostgresCluster"/> in its constructor and asks for
/// <see cref="NewDatabase(string)"/>: a clone of a template that is built once a run (about 0.1 s a clone).
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly Lazy<Task<EmbeddedPostgres>> postgres = new(Start);
    private readonly ConcurrentDictionary<string, Lazy<Task>> templates = new(StringComparer.Ordinal);

    /// <summary>
    /// Builds the template <paramref name="name"/> (<c>[a-z_]+</c>) unless it is there already; whoever asks meanwhile waits
    /// for the same build. The data source is closed afterwards, for a template with connections can't be cloned.
    /// </summary>
    public Task Template(string name, Func<NpgsqlDataSource, Task> build) =>
        templates.GetOrAdd(name, _ => new(() => BuildTemplate(name, build))).Value;

    /// <summary>A database of its own for one test or class: a clone of <paramref name="template"/>.</summary>
    public async Task<TestDatabase> NewDatabase(string template = "template0")
    {
        var name = $"test_{Guid.NewGuid():N}";
        await Execute($"create database {name} template {template}");
        return new(name, (await postgres.Value).ConnectionString(name), () => Drop(name));
    }

    /// <summary>A clone of the template <paramref name="name"/>, built by <paramref name="build"/> if need be.</summary>
    public async Task<TestDatabase> NewDatabase(string name, Func<NpgsqlDataSource, Task> build)
    {
        await Template(name, build);
        return await NewDatabase(name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (postgres.IsValueCreated)
        {
            await (await postgres.Value).DisposeAsync();
        }
    }

    private static Task<EmbeddedPostgres> Start()
    {
        var settings = new EmbeddedPostgresSettings { DataFolder = TemporaryFolder.NewPath(), Throwaway = true };
        return EmbeddedPostgres.Start(settings, NullLogger.Instance, CancellationToken.None);
    }

    private async Task BuildTemplate(string name, Func<NpgsqlDataSource, Task> build)
    {
        await Execute($"create database {name} template template0");
        // Without a pool, closing is final: the next line of the caller may clone.
        await using var source = NpgsqlDataSource.Create(
            (await postgres.Value).ConnectionString(name) + ";Pooling=false"
        );
        await build(source);
    }

    private Task Drop(string name) => Execute($"drop database {name} with (force)");

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            (await postgres.Value).ConnectionString("postgres") + ";Pooling=false"
        );
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
