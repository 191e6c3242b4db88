using CampaignDashboard.EventStore;
using CampaignDashboard.Host;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Tests.Postgres;

/// <summary>
/// Databases for tests of what a dashboard does once it has started. The start itself is tested on empty ones
/// (<see cref="PostgresCluster.NewDatabase(string)"/>): making all tables takes longer than most tests.
/// </summary>
internal static class DashboardDatabases
{
    /// <summary>A database that a dashboard has brought up to date, and in which nothing has happened.</summary>
    internal static Task<TestDatabase> NewDashboard(this PostgresCluster cluster) =>
        cluster.NewDatabase("template_of_dashboards", BringUpToDate);

    private static async Task BringUpToDate(NpgsqlDataSource source)
    {
        var builder = Host.Dashboard.Configure([$"--ConnectionStrings:Dashboard={source.ConnectionString}"]);
        builder.Logging.ClearProviders();
        await using var database = await Database.Open(builder.Configuration, Serilog.Core.Logger.None);
        Host.Dashboard.AddParts(builder, database);
        await using var app = builder.Build();
        await app.Services.UpdateDatabase(CancellationToken.None);
    }
}
