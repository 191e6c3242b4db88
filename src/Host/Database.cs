using CampaignDashboard.EventStore;
using Npgsql;
using Serilog.Extensions.Logging;

namespace CampaignDashboard.Host;

/// <summary>
/// The database: the server that <c>ConnectionStrings:Dashboard</c> names, or without it a private cluster of the
/// dashboard's own, started and stopped with it.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedPostgres? own;

    private Database(NpgsqlDataSource source, EmbeddedPostgres? own) => (Source, this.own) = (source, own);

    public NpgsqlDataSource Source { get; }

    /// <summary>Opens it for a dashboard, alone on its data folder.</summary>
    public static async Task<Database> Open(IConfiguration configuration, Serilog.ILogger logger)
    {
        if (Configured(configuration) is { } configured)
        {
            return new(DashboardPool.To(configured), null);
        }

        using var loggers = new SerilogLoggerFactory(logger);
        var settings = Embedded(configuration);
        var log = loggers.CreateLogger<EmbeddedPostgres>();
        var cluster = await EmbeddedPostgres.Start(settings, log, CancellationToken.None);
        return new(DashboardPool.To(cluster.ConnectionString(settings.Database)), cluster);
    }

    /// <summary>Opens it for a command, beside a dashboard or without one. Makes no new database.</summary>
    public static async Task<Database> Enter(
        IConfiguration configuration,
        Serilog.ILogger logger,
        CancellationToken cancellation
    )
    {
        if (Configured(configuration) is { } configured)
        {
            return new(DashboardPool.To(configured), null);
        }

        using var loggers = new SerilogLoggerFactory(logger);
        var log = loggers.CreateLogger<EmbeddedPostgres>();
        var (connectionString, own) = await EmbeddedPostgresDoor.Enter(Embedded(configuration), log, cancellation);
        return new(DashboardPool.To(connectionString), own);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (own is not null)
        {
            await own.DisposeAsync();
        }
    }

    private static string? Configured(IConfiguration configuration) =>
        configuration.GetConnectionString("Dashboard") is { Length: > 0 } configured ? configured : null;

    private static EmbeddedPostgresSettings Embedded(IConfiguration configuration) =>
        configuration["DataFolder"] is { Length: > 0 } folder ? new() { DataFolder = folder } : new();
}
