using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Charts;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Features;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Metrics.Pages;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Metrics;

/// <summary>The only door: data updates, page updates, figures and their downloads.</summary>
public static class MetricsModule
{
    /// <summary>Registers the module's events, tables, worker and pages; <paramref name="section"/> (<c>Metrics</c>) says how often coordinators may update.</summary>
    public static IServiceCollection AddMetrics(this IServiceCollection services, IConfiguration? section = null)
    {
        var settings = services.AddOptions<MetricsSettings>().ValidateDataAnnotations().ValidateOnStart();
        if (section is not null)
        {
            settings.Bind(section);
        }

        foreach (var figure in Definitions.All)
        {
            services.AddSingleton(new GoalFigure(figure.Key, $"metrics-figure-{figure.Key}"));
        }

        return services
            .AddEvents(Events)
            .AddPublicFacts(PublishedFacts.Register)
            .AddShard<FigureTables>()
            .AddInlineProjection<DataUpdateTables>()
            .AddSingleton<Scopes>()
            .AddSingleton<StatisticsReader>()
            .AddSingleton<LiveFacts>()
            .AddSingleton<FigureCache>()
            .AddSingleton<ICachedPart>(StatisticsReader.Part)
            .AddSingleton<ICachedPart>(ChartFacts.Part)
            .AddHostedService<FigureKeeper>()
            .AddSingleton<UpdateSteps>()
            .AddSingleton<IUpdateStep, ContributionStep>()
            .AddSingleton<UploadLog>()
            .AddSingleton<IUpdateStep, UploadStep>()
            .AddSingleton<IUpdateStep, CommonsUploadStep>()
            .AddSingleton<IUpdateStep, ReferenceStep>()
            .AddSingleton<IUpdateStep, FileUseStep>()
            .AddSingleton<IUpdateStep, PageViewStep>()
            .AddSingleton<IUpdateStep, RegistrationStep>()
            .AddSingleton<IUpdateStep, EarlierEditStep>()
            .AddSingleton<IUpdateStep, PageStep>()
            .AddSingleton<IUpdateStep, VisibilityStep>()
            .AddSingleton<IUpdateStep, RetentionStep>()
            .AddSingleton<PageChecks>()
            .AddSingleton<SharedFacts>()
            .AddSingleton<Cursors>()
            .AddSingleton<IErasable>(provider => provider.GetRequiredService<Cursors>())
            .AddSingleton<WaitingSavers>()
            .AddSingleton<IErasable>(provider => provider.GetRequiredService<WaitingSavers>())
            .AddSingleton<UpdateQueue>()
            .AddSingleton<SessionUpdate>()
            .AddSingleton<SessionLooks>()
            .AddSingleton<FailingWikis>()
            .AddSingleton<ProgressBoard>()
            .AddSingleton<LookSchedule>()
            .AddSingleton<UpdateOutlooks>()
            .AddSubscription<LooksOfPlans>()
            .AddSingleton(Scheduling.Tables)
            .AddScheduling()
            .AddSingleton(SchemaScripts.In(typeof(MetricsModule).Assembly, "metrics"))
            .AddSingleton<Checks>()
            .AddSingleton<UserPageTitles>()
            .AddSingleton<IErasable>(provider => provider.GetRequiredService<UserPageTitles>())
            .AddSingleton<EditSummaries>()
            .AddSingleton<IErasable>(provider => provider.GetRequiredService<EditSummaries>())
            .AddSingleton<IPersonalData>(provider => provider.GetRequiredService<EditSummaries>())
            .AddSingleton<DataUpdateList>()
            .AddSingleton<DataUpdateWait>()
            .AddSingleton<Measuring>()
            .AddSingleton<Choosing>()
            .AddSingleton<PageNames>()
            .AddSingleton<Viewers>()
            .AddSingleton<WikiAddresses>()
            .AddSingleton<RevisionList>()
            .AddSingleton<PageList>()
            .AddSingleton<FileList>()
            .AddSingleton<DayList>()
            .AddSingleton<ParticipantList>()
            .AddSingleton<PeoplePart>()
            .AddSingleton<ICachedPart>(provider => provider.GetRequiredService<PeoplePart>())
            .AddSingleton<ICachedPart>(DayList.Part)
            .AddFew(PageList.FewPages)
            .AddFew(RevisionList.FewRevisions)
            .AddSingleton<KeptLists>()
            .AddSingleton<FactReading>()
            .AddSingleton<FactPages>()
            .AddSingleton<OwnContributions>()
            .AddSingleton<IPersonalData>(provider => provider.GetRequiredService<OwnContributions>())
            .AddSingleton(new ProfilePanel(typeof(ContributionsPanel), 30))
            .AddSingleton(new ParticipantPanel(typeof(ContributionsPanel), 10))
            .AddHostedService<DataUpdateWorker>()
            .AddSingleton<LiveAudience>()
            .AddSingleton<StreamPlaces>()
            .AddHostedService<LiveWatch>()
            .AddSingleton(new SessionPanel(typeof(StatisticsPanel), 15))
            .AddSingleton(new SessionPanel(typeof(UpdatesPanel), 16))
            .AddSingleton(new ProgramPanel(typeof(GoalsPanel), 10))
            .AddSingleton(new ProgramPanel(typeof(ProgramStatisticsPanel), 20))
            .AddSingleton(new CampaignPanel(typeof(CampaignStatisticsPanel), 20))
            .AddSingleton(new OrganiserPanel(typeof(OrganiserStatisticsPanel), 20))
            .AddMessages(typeof(MetricsModule).Assembly)
            .AddPages(typeof(MetricsModule).Assembly);
    }

    /// <summary>Maps the module's endpoints.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        RequestDataUpdate.Map(routes);
        CancelDataUpdate.Map(routes);
        FollowDataUpdate.Map(routes);
        ShowUpdateOutlook.Map(routes);
        ShowDataUpdates.Map(routes);
        ShowStatistics.Map(routes);
        DownloadStatistics.Map(routes);
        CompareStatistics.Map(routes);
        ShowDefinitions.Map(routes);
        ShowGoals.Map(routes);
        ShowMyContributions.Map(routes);
        ExcludePage.Map(routes);
        IncludePage.Map(routes);
        ShowPageChoices.Map(routes);
        ShowFacts.Map(routes);
        DownloadFacts.Map(routes);
    }

    private static IServiceCollection AddFew(
        this IServiceCollection services,
        IReadOnlyDictionary<string, CachedPart<FewFacts>> parts
    )
    {
        foreach (var part in parts.Values)
        {
            services.AddSingleton<ICachedPart>(part);
        }

        return services;
    }

    internal static void Events(EventTypes types) =>
        types
            .Add<PageUpdateRecorded>("page_update_recorded")
            .Add<ReferencesCounted>("references_counted")
            .Add<FileUploaded>("file_uploaded")
            .Add<FileUsesCounted>("file_uses_counted")
            .Add<RegistrationRead>("registration_read")
            .Add<EarlierEditsLookedFor>("earlier_edits_looked_for")
            .Add<EditorRetained>("editor_retained")
            .Add<RetentionChecked>("retention_checked")
            .Add<PageDeleted>("page_deleted")
            .Add<PageRestored>("page_restored")
            .Add<PageMoved>("page_moved")
            .Add<RevisionHidden>("revision_hidden")
            .Add<RevisionShown>("revision_shown")
            .Add<PageViewsCounted>("page_views_counted")
            .Add<ParticipantRenamed>("participant_renamed")
            .Add<PageExcluded>("page_excluded")
            .Add<PageIncluded>("page_included")
            .Add<DataUpdateRequested>("data_update_requested")
            .Add<WikiNotRead>("wiki_not_read")
            .Add<WikiFoundReadOnly>("wiki_found_read_only")
            .Add<AccountNotRead>("account_not_read")
            .Add<UpdateStepFailed>("update_step_failed")
            .Add<DataUpdateCancelled>("data_update_cancelled")
            .Add<DataUpdateCompleted>("data_update_completed");
}
