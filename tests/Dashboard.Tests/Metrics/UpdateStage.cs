using System.Runtime.CompilerServices;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>
/// A log with its figures on a database of its own, for steps of data updates: given events, a step runs, and what it
/// appended can be looked at. The clock stands still unless a test moves it.
/// </summary>
internal sealed class UpdateStage : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider provider;

    private UpdateStage(TestDatabase database)
    {
        this.database = database;
        provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(database.Source)
            .AddEventStore()
            .AddEvents(MetricsModule.Events)
            .AddEvents(types =>
                types.Add<SessionScheduled>("session_scheduled").Add<ParticipantEnrolled>("participant_enrolled")
            )
            .AddShard<FigureTables>()
            .AddSingleton(SchemaScripts.In(typeof(AccountTable).Assembly, "identity"))
            .AddSingleton(SchemaScripts.In(typeof(MetricsModule).Assembly, "metrics"))
            .AddSingleton<Checks>()
            .AddSingleton<EditSummaries>()
            .BuildServiceProvider();
    }

    internal HurriedClock Clock { get; } = new() { Now = Facts.From.AddDays(1) };

    /// <summary>From when to when sessions that are planned from now on are tracked.</summary>
    internal (DateTimeOffset Start, DateTimeOffset End) Window { get; set; } = (Facts.From, Facts.Until);

    internal TestDatabase Database => database;

    internal EventLog Log => provider.GetRequiredService<EventLog>();

    internal Checks Checks => provider.GetRequiredService<Checks>();

    internal EditSummaries Summaries => provider.GetRequiredService<EditSummaries>();

    /// <summary>Who takes part, by user name.</summary>
    internal Dictionary<string, PersonId> People { get; } =
        new(StringComparer.Ordinal) { ["Alice"] = Alice, ["Bob"] = Bob };

    internal static async Task<UpdateStage> Set(PostgresCluster cluster)
    {
        var stage = new UpdateStage(await cluster.NewDashboard());
        await stage.provider.UpdateDatabase(CancellationToken.None);
        await stage.provider.GetRequiredService<AppendSignal>().StartAsync(CancellationToken.None);
        await stage.provider.GetRequiredService<ProjectionDaemon>().StartAsync(CancellationToken.None);
        return stage;
    }

    /// <summary>Schedules a session on these wikis, with all people.</summary>
    internal async Task Plan(SessionId session, params string[] wikis)
    {
        TrackedWiki[] tracked = [.. wikis.Select(w => new TrackedWiki(w, w == "commonswiki" ? [6] : [0]))];
        var facts = new Facts()
            .Scheduled(session, Window.Start, Window.End, tracked)
            .Enrolled(session, [.. People.Values]);
        await Append(session, [.. facts.Events.Select((e, i) => ($"plan:{i}", e.Data))]);
    }

    /// <summary>Appends events to the activity of a session, and waits for the figures.</summary>
    internal async Task Given(SessionId session, params ActivityEvent[] events) =>
        await Append(session, [.. events.Select(e => (Guid.NewGuid().ToString(), (object)e))]);

    /// <summary>Runs a step; the figures have what it appended when it ends.</summary>
    internal async Task<UpdateRun> Run(
        IUpdateStep step,
        SessionId session,
        UpdateReason reason = UpdateReason.Coordinator,
        params Wiki[] wikis
    )
    {
        var stop = TestContext.Current.CancellationToken;
        var plan = (SessionPlan)RuntimeHelpers.GetUninitializedObject(typeof(SessionPlan)) with
        {
            Id = session,
            TrackedFrom = Window.Start,
            TrackedUntil = Window.End,
            Wikis = [.. wikis.Select(w => new TrackedWiki(w.Id.Value, w.ContentNamespaces))],
        };
        var run = new UpdateRun(Log, plan, Guid.NewGuid(), reason, People, wikis, Cause.System, Clock);
        await step.Run(run, stop);
        await CatchUp();
        return run;
    }

    /// <summary>The rows of a query over the tables of the figures, a text each.</summary>
    internal async Task<string[]> Rows(string sql) =>
        [
            .. await database.Source.Query(
                $"select r::text from ({sql}) r order by 1",
                row => row.GetString(0),
                TestContext.Current.CancellationToken
            ),
        ];

    public async ValueTask DisposeAsync()
    {
        await provider.GetRequiredService<ProjectionDaemon>().StopAsync(CancellationToken.None);
        await provider.GetRequiredService<AppendSignal>().StopAsync(CancellationToken.None);
        await provider.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task Append(SessionId session, (string, object)[] events)
    {
        var stream = Activity.StreamOf(session);
        await Log.AppendOnce<Activity>(stream, events, Cause.System, TestContext.Current.CancellationToken);
        await CatchUp();
    }

    private async Task CatchUp()
    {
        var end = await database.Scalar<long>("select coalesce(max(seq_id), 0) from events.mt_events");
        await provider
            .GetRequiredService<ProjectionDaemon>()
            .Reach(FigureTables.Projection, end, TestContext.Current.CancellationToken);
    }
}
