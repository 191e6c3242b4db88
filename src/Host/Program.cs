using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.EventStore;
using CampaignDashboard.Feeds;
using CampaignDashboard.Host;
using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Web;

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = StartOptions.Expand(args), ContentRootPath = AppContext.BaseDirectory }
);
await using var logger = Logging.Configure(builder);
try
{
    StartOptions.Check(builder.Configuration);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = StartOptions.LargestBody);
    await using var database = await Database.Open(builder, logger);

    builder.Services.AddWeb();
    builder.Services.AddOpenApi(options => options.AddDocumentTransformer(ApiDescription.Describe));
    builder.Services.AddMediaWiki(builder.Configuration.GetSection("MediaWiki"));
    builder.Services.AddSingleton(database.Source);
    builder.Services.AddEventStore();
    builder.Services.AddIdentity(builder.Configuration.GetSection("Identity"));
    builder.Services.AddCampaigns();
    builder.Services.AddEnrolment();
    MetricsModule.AddMetrics(builder.Services);
    builder.Services.AddFeeds(builder.Configuration.GetSection("Feeds"));

    await using var app = builder.Build();
    // Asked for now: a home wiki that is none is told before anything starts.
    app.Services.GetRequiredService<People>();
    await app.Services.UpdateDatabase(CancellationToken.None);

    app.UseWeb();
    app.MapOpenApi();
    app.MapIdentity();
    app.MapCampaigns();
    app.MapEnrolment();
    app.MapMetrics();
    app.MapFeeds();
    app.MapPages();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartOptions.Explain(e) is { } reason)
{
    logger.Fatal("The dashboard does not start: {Reason:l}", reason);
    return 1;
}

/// <summary>The entry point, named so that tests can host it.</summary>
public partial class Program;
