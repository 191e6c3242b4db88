using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Quartz.NET as the dashboard uses it: its triggers stand in the dashboard's own database (schema <c>quartz</c>), and the
/// Hosts on it are a cluster, so that each trigger fires on one of them.
/// </summary>
internal static class Scheduling
{
    /// <summary>The tables of this version of Quartz.</summary>
    public static readonly SchemaScripts Tables = new(
        "quartz",
        [(1, Sql.Read(typeof(Scheduling).Assembly, "QuartzTables.sql"))]
    );

    /// <summary>A Host that starts has other things to do first, and nothing that is scheduled is due to the second.</summary>
    private static readonly TimeSpan StartDelay = TimeSpan.FromSeconds(5);

    private const string SchedulerName = "dashboard";
    private const int Threads = 2;

    /// <summary>Registers the scheduler, and starts it a little after the Host.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = SchedulerName);
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = s => s.GetRequiredService<NpgsqlDataSource>());
                store.ConfigureStore(options => options.TablePrefix = "quartz.qrtz_");
                store.UseClustering(_ => { });
            });
        });
        return services.AddQuartzHostedService(hosted => hosted.StartDelay = StartDelay);
    }
}
