using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Campaigns.Pages;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>The only door: organisers, campaigns, programs, sessions and who coordinates them.</summary>
public static class CampaignsModule
{
    private static readonly Refusal SlugTaken = Refusal.Conflict(
        "slug-taken",
        "Another page has this address already. Choose another slug."
    );

    // Foreign keys stand guard over what is deleted while something is put into it.
    private static readonly Refusal ChangedMeanwhile = Refusal.Conflict(
        "changed-meanwhile",
        "At the same moment somebody deleted what this belongs to, or put something into it. Load the page again."
    );

    /// <summary>Registers the module's events, tables, look-ups and pages.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        foreach (var kind in (string[])["organiser", "campaign", "program", "session"])
        {
            services.AddUniqueRule($"{kind}_slug_key", SlugTaken);
        }

        services.AddUniqueRule("address_key", SlugTaken);
        services.AddOptions<WebOptions>().Configure<WikiDirectory>(ShowImagesOfCommons);
        foreach (var belonging in (string[])["campaign_organiser_id", "program_campaign_id", "session_program_id"])
        {
            services.AddUniqueRule($"{belonging}_fkey", ChangedMeanwhile);
        }

        return services
            .AddSingleton(SchemaScripts.In(typeof(CampaignsModule).Assembly, "campaigns"))
            .AddEvents(Events)
            .AddPublicFacts(PublishedFacts.Register)
            .AddInlineProjection<InventoryTables>()
            .AddSingleton<Rights>()
            .AddSingleton<Sessions>()
            .AddSingleton<OnlineLinks>()
            .AddSingleton<Inventory>()
            .AddSingleton<SessionFilters>()
            .AddSingleton<SessionListing>()
            .AddSingleton<SessionCalendars>()
            .AddSingleton<WikiNames>()
            .AddSingleton<GoalFigures>()
            .AddSingleton<ItemTable>()
            .AddSingleton<ItemQueue>()
            .AddSingleton<WikidataItems>()
            .AddHostedService<ItemWorker>()
            .AddSingleton(provider => new Programs(provider.GetRequiredService<Inventory>()))
            .AddSingleton(provider => new Plans(
                provider.GetRequiredService<NpgsqlDataSource>(),
                provider.GetRequiredService<Inventory>()
            ))
            .AddSingleton(provider => new PlanPages(
                provider.GetRequiredService<Inventory>(),
                provider.GetRequiredService<Plans>()
            ))
            .AddSingleton(provider => new SessionPages(
                provider.GetRequiredService<Inventory>(),
                provider.GetRequiredService<Sessions>()
            ))
            .AddSingleton(provider => new ProgramPages(provider.GetRequiredService<Inventory>()))
            .AddSingleton<Planning>()
            .AddSingleton<History>()
            .AddSingleton<SessionCopies>()
            .AddSingleton<ProgramCopies>()
            .AddSingleton<Deletions>()
            .AddSingleton<Coordinated>()
            .AddSingleton<IPersonalData>(provider => provider.GetRequiredService<Coordinated>())
            .AddSingleton(new ProfilePanel(typeof(CoordinatedPanel), 20))
            .AddMessages(typeof(CampaignsModule).Assembly)
            .AddPages(typeof(CampaignsModule).Assembly)
            .AddNavigation("campaigns-nav-sessions", "/sessions", 5)
            .AddNavigation("campaigns-nav", "/campaigns", 10);
    }

    /// <summary>Maps the module's endpoints.</summary>
    public static void MapCampaigns(this IEndpointRouteBuilder routes)
    {
        RegisterOrganiser.Map(routes);
        StartCampaign.Map(routes);
        PlanProgram.Map(routes);
        ScheduleSession.Map(routes);
        AppointCoordinator.Map(routes);
        DismissCoordinator.Map(routes);
        DescribeOrganiser.Map(routes);
        DescribeCampaign.Map(routes);
        DescribeProgram.Map(routes);
        DescribeSession.Map(routes);
        RescheduleSession.Map(routes);
        ChangeTrackedWikis.Map(routes);
        PlanRegistration.Map(routes);
        SetCountingRule.Map(routes);
        SetOnlineLink.Map(routes);
        ListSession.Map(routes);
        CancelSession.Map(routes);
        ReinstateSession.Map(routes);
        CopySession.Map(routes);
        CopyProgram.Map(routes);
        MovePlan.Map(routes);
        ArchivePlan.Map(routes);
        ReopenPlan.Map(routes);
        DeletePlan.Map(routes);
        ChangeAddress.Map(routes);
        ShowHistory.Map(routes);
        ShowCoordinators.Map(routes);
        ShowAddress.Map(routes);
        ShowLifecycle.Map(routes);
        ShowMyCoordination.Map(routes);
        ShowOrganiser.Map(routes);
        ShowCampaign.Map(routes);
        ShowProgram.Map(routes);
        ShowSession.Map(routes);
        FindSessions.Map(routes);
        ShowWikidataItems.Map(routes);
        DownloadCalendar.Map(routes);
    }

    /// <summary>The images of campaigns come from Commons, whose files Wikimedia keeps on another host.</summary>
    private static void ShowImagesOfCommons(WebOptions options, WikiDirectory wikis)
    {
        if (wikis.Find("commonswiki") is not { } commons)
        {
            return;
        }

        options.ImageSources.Add(commons.Api.GetLeftPart(UriPartial.Authority));
        if (commons.Api.Host == "commons.wikimedia.org")
        {
            options.ImageSources.Add("https://upload.wikimedia.org");
        }
    }

    private static void Events(EventTypes types) =>
        types
            .Add<OrganiserRegistered>("organiser_registered")
            .Add<CampaignStarted>("campaign_started")
            .Add<ProgramPlanned>("program_planned")
            .Add<SessionScheduled>("session_scheduled")
            .Add<OrganiserDescribed>("organiser_described")
            .Add<CampaignDescribed>("campaign_described")
            .Add<ProgramDescribed>("program_described")
            .Add<SessionDescribed>("session_described")
            .Add<SessionRescheduled>("session_rescheduled")
            .Add<TrackedWikisChanged>("tracked_wikis_changed")
            .Add<SessionListed>("session_listed")
            .Add<SessionUnlisted>("session_unlisted")
            .Add<SessionCancelled>("session_cancelled")
            .Add<SessionReinstated>("session_reinstated")
            .Add<RegistrationPlanned>("registration_planned")
            .Add<CountingRuleSet>("counting_rule_set")
            .Add<AddressChanged>("address_changed")
            .Add<PlanArchived>("plan_archived")
            .Add<PlanReopened>("plan_reopened")
            .Add<PlanMoved>("plan_moved")
            .Add<PlanDeleted>("plan_deleted")
            .Add<CoordinatorAppointed>("coordinator_appointed")
            .Add<CoordinatorDismissed>("coordinator_dismissed");
}
