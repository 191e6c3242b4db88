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

    public static async Task<Database> Open(WebApplicationBuilder builder, Serilog.ILogger logger)
    {
        using var loggers = new SerilogLoggerFactory(logger);
        if (builder.Configuration.GetConnectionString("Dashboard") is { Length: > 0 } configured)
        {
            return new(Build(configured), null);
        }

        var settings = new EmbeddedPostgresSettings();
        settings = builder.Configuration["DataFolder"] is { Length: > 0 } folder
            ? settings with
            {
                DataFolder = folder,
            }
            : settings;
        var cluster = await EmbeddedPostgres.Start(
            settings,
            loggers.CreateLogger<EmbeddedPostgres>(),
            CancellationToken.None
        );
        return new(Build(cluster.ConnectionString(settings.Database)), cluster);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (own is not null)
        {
            await own.DisposeAsync();
        }
    }

    private static NpgsqlDataSource Build(string connectionString)
    {
        var options = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Statements are few and hot: each is planned once a connection.
            MaxAutoPrepare = 100,
            ApplicationName = "campaign-dashboard",
        };
        return NpgsqlDataSource.Create(options.ConnectionString);
    }
}
