using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CampaignDashboard.Bench;

/// <summary>
/// Data updates as a Host carries them out, on a database of their own: the queue, its worker, the wikis' client, the log and
/// the daemon; no pages, and of the steps the one that reads contributions.
/// </summary>
internal sealed class UpdateEngine : IAsyncDisposable
{
    private const string LastPosition = "select last_value from events.mt_events_sequence";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    private readonly WebApplication app;

    private UpdateEngine(WebApplication app) => this.app = app;

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    private IEnumerable<IHostedService> Running =>
        [
            Get<AppendSignal>(),
            Get<ProjectionDaemon>(),
            app.Services.GetServices<IHostedService>().OfType<DataUpdateWorker>().Single(),
        ];

    public static async Task<UpdateEngine> Start(string connectionString, Uri wiki)
    {
        var builder = WebApplication.CreateBuilder([
            "--MediaWiki:OnlyConfigured=true",
            $"--MediaWiki:Wikis:{EditedCampaign.Wiki}={wiki}",
            $"--Identity:HomeWiki={EditedCampaign.Wiki}",
        ]);
        builder.Logging.ClearProviders();
        builder
            .Services.AddSingleton(_ => DashboardPool.To(connectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns()
            .AddEnrolment();
        MetricsModule.AddMetrics(builder.Services);
        builder.Services.RemoveAll<IUpdateStep>().AddSingleton<IUpdateStep, ContributionStep>();
        var engine = new UpdateEngine(builder.Build());
        await engine.app.Services.UpdateDatabase(CancellationToken.None);
        foreach (var service in engine.Running)
        {
            await service.StartAsync(CancellationToken.None);
        }

        return engine;
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Plans a campaign; the figures know it when this ends.</summary>
    public async Task Plan(EditedCampaign campaign)
    {
        await campaign.Plan(Get<EventLog>(), Get<People>());
        await Get<ProjectionDaemon>().Reach(FigureTables.Projection, await Last(), CancellationToken.None);
        // People enrol in weeks, and PostgreSQL looks at its tables each minute.
        await using var analyse = Database.CreateCommand("analyze");
        await analyse.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Has each session of the campaign updated. Tells how long it took until the last page update was in the log, and until
    /// the figures had all of it and every update had ended.
    /// </summary>
    public async Task<(TimeSpan Log, TimeSpan Figures)> Ingest(EditedCampaign campaign)
    {
        var end = await Last() + campaign.Updates;
        var watch = Stopwatch.StartNew();
        foreach (var session in campaign.Sessions)
        {
            await Get<UpdateQueue>().Add(session, CancellationToken.None);
        }

        while (await Last() < end)
        {
            await Task.Delay(LookAgain);
        }

        var log = watch.Elapsed;
        while ((await Get<UpdateQueue>().First(1, CancellationToken.None)).Count > 0)
        {
            await Task.Delay(LookAgain);
        }

        var figures = watch.Elapsed;
        await MustHave(campaign);
        return (log, figures);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Running.Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await app.DisposeAsync();
    }

    private async Task<long> Last() =>
        (await Database.Query(LastPosition, row => row.GetInt64(0), CancellationToken.None))[0];

    /// <summary>A row that lost an edit says nothing.</summary>
    private async Task MustHave(EditedCampaign campaign)
    {
        var counted = await Database.Query(
            "select count(*), count(distinct (wiki, revision_id)) from figures.counted_edit where session_id = any($1)",
            row => (Rows: row.GetInt64(0), Revisions: row.GetInt64(1)),
            CancellationToken.None,
            Sql.Arg(Array.ConvertAll(campaign.Sessions, s => s.Value))
        );
        if (counted[0] != (campaign.Updates, campaign.Updates))
        {
            throw new InvalidOperationException($"{campaign.Updates} edits were made, these counted: {counted[0]}");
        }
    }
}
