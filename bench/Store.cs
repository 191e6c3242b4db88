using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CampaignDashboard.Bench;

/// <summary>The product's store as the Host composes it, on a database of its own.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Store(ServiceProvider services, NpgsqlDataSource database) =>
        (this.services, Database) = (services, database);

    public NpgsqlDataSource Database { get; }

    public EventLog Log => services.GetRequiredService<EventLog>();

    public ProjectionDaemon Daemon => services.GetRequiredService<ProjectionDaemon>();

    public AppendSignal Signal => services.GetRequiredService<AppendSignal>();

    public Replay Replay => services.GetRequiredService<Replay>();

    public FigureTables Figures => services.GetRequiredService<FigureTables>();

    public static async Task<Store> Open(string connectionString)
    {
        var options = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100 };
        var database = NpgsqlDataSource.Create(options.ConnectionString);
        var registered = new ServiceCollection().AddLogging().AddSingleton(database).AddEventStore();
        registered.AddCampaigns().AddEnrolment();
        MetricsModule.AddMetrics(registered);
        var provider = registered.BuildServiceProvider();
        await provider.UpdateDatabase(CancellationToken.None);
        return new(provider, database);
    }

    /// <summary>A page update of about 240 bytes of JSON.</summary>
    public static PageUpdateRecorded PageUpdate(SessionId session, long revision) =>
        new(
            session,
            "enwiki",
            revision,
            revision / 3,
            0,
            $"An article of usual length {revision / 3}",
            new PersonId(new Guid((int)(revision % 40), 0, 0, new byte[8])),
            DateTimeOffset.UnixEpoch.AddSeconds(revision),
            (int)(revision % 900) - 100,
            revision % 9 == 0,
            IsRedirect: false,
            IsMinor: false
        );

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
