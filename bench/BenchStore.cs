using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Host;
using CampaignDashboard.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace CampaignDashboard.Bench;

/// <summary>
/// A database of its own with the dashboard's schema, and the store on it as the Host sets it up: with the inline
/// projections of all modules. Nothing runs in the background unless a row starts it.
/// </summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    private BenchStore(ServiceProvider provider) => this.provider = provider;

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public EventLog Log => Get<EventLog>();

    public EventTypes Types => Get<EventTypes>();

    /// <summary>The session statistics, as the Host projects them.</summary>
    public FigureTables Figures => Get<FigureTables>();

    /// <summary>
    /// A new database in the cluster; if need be without inline projections, for they add statements to an append that
    /// neither raw PostgreSQL nor Marten makes.
    /// </summary>
    public static async Task<BenchStore> In(
        EmbeddedPostgres cluster,
        string name,
        CancellationToken cancellation,
        bool inline = true
    )
    {
        await cluster.CreateDatabase(name, cancellation);
        return await Open(cluster.ConnectionString(name), cancellation, inline);
    }

    /// <summary>A store on a database, which is made or updated if need be.</summary>
    public static async Task<BenchStore> Open(
        string connectionString,
        CancellationToken cancellation,
        bool inline = true
    )
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => DashboardPool.To(connectionString))
            .AddEventStore()
            .AddCampaigns()
            .AddEnrolment()
            .AddSingleton<IShardProjection>(new EditTotals("edit_totals"))
            .AddSingleton<IShardProjection>(new EditTotals("edit_totals_again"));
        MetricsModule.AddMetrics(services);
        if (!inline)
        {
            services.RemoveAll<IInlineProjection>();
        }

        var store = new BenchStore(services.BuildServiceProvider());
        await store.provider.UpdateDatabase(cancellation);
        return store;
    }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    /// <summary>A daemon that has not started yet, for these projections alone.</summary>
    public ProjectionDaemon NewDaemon(params IShardProjection[] projections) =>
        ActivatorUtilities.CreateInstance<ProjectionDaemon>(provider, [projections]);

    /// <summary>Runs statements on a connection of their own.</summary>
    public async Task Execute(string sql, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
