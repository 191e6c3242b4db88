using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.EventStore;
using CampaignDashboard.Feeds;
using CampaignDashboard.Identity;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Web;
using CampaignDashboard.Web.Conditional;

namespace CampaignDashboard.Host;

/// <summary>The modules in a row.</summary>
internal static class Dashboard
{
    /// <summary>Settings: <c>appsettings.json</c> beside the programme, the environment, the command line.</summary>
    public static WebApplicationBuilder Configure(string[] settings) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }
        );

    /// <summary>Registers every part.</summary>
    public static void AddParts(WebApplicationBuilder builder, Database database)
    {
        builder.Services.AddWeb();
        builder.Services.AddOpenApi(ApiDescription.Set);
        builder.Services.AddMediaWiki(builder.Configuration.GetSection("MediaWiki"));
        builder.Services.AddSingleton(database.Source);
        builder.Services.AddEventStore();
        builder.Services.AddIdentity(builder.Configuration.GetSection("Identity"));
        builder.Services.AddCampaigns();
        builder.Services.AddEnrolment();
        MetricsModule.AddMetrics(builder.Services, builder.Configuration.GetSection("Metrics"));
        builder.Services.AddFeeds(builder.Configuration.GetSection("Feeds"));
    }

    /// <summary>Runs it until it is asked to stop; tells its exit code.</summary>
    public static async Task<int> Serve(string[] settings)
    {
        var builder = Configure(settings);
        await using var logger = Logging.Configure(builder);
        try
        {
            StartOptions.Check(builder.Configuration);
            builder.Configuration.GetSection("Identity").CheckIdentity();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = StartOptions.LargestBody);
            await using var database = await Database.Open(builder.Configuration, logger);
            AddParts(builder, database);
            await using var app = builder.Build();
            await app.Services.UpdateDatabase(CancellationToken.None);
            await app.Services.PrepareIdentity(CancellationToken.None);
            Map(app);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (StartOptions.Explain(e) is { } reason)
        {
            logger.Fatal("The dashboard does not start: {Reason:l}", reason);
            return 1;
        }
    }

    private static void Map(WebApplication app)
    {
        app.UseWeb();
        app.UseIdentity();
        app.MapOpenApi();
        var endpoints = app.MapGroup("").TagAnswers();
        endpoints.MapIdentity();
        endpoints.MapCampaigns();
        endpoints.MapEnrolment();
        endpoints.MapMetrics();
        endpoints.MapFeeds();
        app.MapPages();
    }
}
