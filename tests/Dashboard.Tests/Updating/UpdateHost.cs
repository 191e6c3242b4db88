using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.Campaigns;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.Updating;

/// <summary>
/// All that runs data updates, as the program puts it together, in a database of its own: a test runs whole updates or single
/// steps when it likes. The clock stands still at 10 March 2026 until a test moves it; the settings name the wikis.
/// </summary>
internal sealed partial class UpdateHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HashSet<(SessionId, long)> given = [];
    private readonly HashSet<Guid> told = [];
    private int sessions;
    private long revisions;

    private UpdateHost(WebApplication app, TestDatabase database) => (this.app, Database) = (app, database);

    /// <summary>A plan like <see cref="Planned.Scheduled"/>, for the wikis of <see cref="ToldWikis"/>.</summary>
    internal static SessionScheduled OnThreeWikis { get; } =
        Planned.Scheduled with
        {
            Wikis = [new("enwiki", [0]), new("frwiki", [0]), new("nlwiki", [0])],
        };

    internal StoppedClock Clock => (StoppedClock)Get<TimeProvider>();

    internal TestDatabase Database { get; }

    internal static Task<UpdateHost> Start(PostgresCluster postgres, params IEnumerable<string> settings) =>
        Start(postgres, _ => { }, settings);

    /// <summary>One whose updates read contributions and nothing else, for who counts these questions.</summary>
    internal static Task<UpdateHost> StartReading(PostgresCluster postgres, params IEnumerable<string> settings) =>
        Start(
            postgres,
            services => services.RemoveAll<IUpdateStep>().AddSingleton<IUpdateStep, ContributionStep>(),
            settings
        );

    /// <summary>A session with these participants.</summary>
    internal async Task<SessionPlan> Session(params string[] people)
    {
        var session = await Scheduled(OnThreeWikis);
        await Enrolled(session, people);
        return session;
    }

    /// <summary>A session that is planned like this, under an id and an address of its own.</summary>
    internal async Task<SessionPlan> Scheduled(SessionScheduled plan)
    {
        var scheduled = plan with { Session = new(Guid.NewGuid()), Slug = $"session-{++sessions}" };
        await Happened(scheduled.Session.Value, "session", scheduled);
        return (await Get<Sessions>().Find(scheduled.Session, CancellationToken.None))!;
    }

    /// <summary>People enrol now; a known one again under the name that they have now.</summary>
    internal async Task Enrolled(SessionPlan session, params string[] people)
    {
        foreach (var person in (await Get<People>().Remember(people, CancellationToken.None)).Values)
        {
            await Happened(
                EnrolmentStreams.Roster(session.Id),
                "roster",
                new ParticipantEnrolled(session.Id, person, Attendance.OnSite, Clock.Now)
            );
        }
    }

    /// <summary>An edit that an update has read already; the same page and revision in several sessions, if named.</summary>
    internal async Task<long> Edited(
        SessionPlan session,
        string person,
        long page = 10,
        string title = "Mary Anning",
        string wiki = "enwiki",
        long? revision = null,
        DateTimeOffset? at = null,
        int inNamespace = 0
    )
    {
        var number = revision ?? 100 + ++revisions;
        var author = await Person(person);
        await Recorded(
            session,
            $"{wiki}:{number}",
            new PageUpdateRecorded(
                session.Id,
                wiki,
                number,
                page,
                inNamespace,
                UserPageTitles.ForTheLog(inNamespace, title),
                author,
                at ?? session.TrackedFrom.AddHours(1),
                10,
                CreatesPage: false,
                IsRedirect: false,
                IsMinor: false,
                Parent: 1
            )
        );
        return number;
    }

    /// <summary>When somebody's account was registered is known already.</summary>
    internal async Task Registered(SessionPlan session, string person, DateTimeOffset? at) =>
        await Recorded(
            session,
            $"registration:{person}",
            new RegistrationRead(session.Id, await Person(person), at, Clock.Now)
        );

    internal async Task<PersonId> Person(string name) =>
        (await Get<People>().Remember([name], CancellationToken.None))[name];

    /// <summary>What went wrong in the last update.</summary>
    internal async Task<IReadOnlyList<Problem>> Problems(SessionPlan session) =>
        (await Get<SessionLooks>().Of(session.Id, CancellationToken.None))!.Problems;

    /// <summary>All that was appended to a session's activity after what <see cref="Edited"/> and the like put there.</summary>
    internal async Task<ActivityEvent[]> News(SessionPlan session)
    {
        var news = new List<ActivityEvent>();
        await foreach (
            var stored in Get<EventLog>().ReadStream(Activity.StreamOf(session.Id), 0, CancellationToken.None)
        )
        {
            if (stored.Data is ActivityEvent e && !given.Contains((session.Id, stored.Version)) && told.Add(stored.Id))
            {
                news.Add(e);
            }
        }

        return [.. news];
    }

    /// <summary>The revisions that the log has, in order.</summary>
    internal Task<string> Revisions() =>
        Database.Scalar<string>(
            "select coalesce(string_agg(data->>'revision', ' ' order by (data->>'revision')::bigint), '') from events.mt_events where type = 'page_update_recorded'"
        );

    /// <summary>How many events of a type the log has.</summary>
    internal Task<long> Events(string type) =>
        Database.Scalar<long>($"select count(*) from events.mt_events where type = '{type}'");

    internal async Task Happened(Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        Assert.True((await Get<EventLog>().Append(append, Cause.System, CancellationToken.None)).Accepted);
    }

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Get<ProjectionDaemon>().StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>The figures have all that is in the log.</summary>
    internal async Task Projected()
    {
        var end = await Database.Scalar<long>("select max(seq_id) from events.mt_events");
        await Get<ProjectionDaemon>().Reach(FigureTables.Projection, end, CancellationToken.None);
    }

    private static async Task<UpdateHost> Start(
        PostgresCluster postgres,
        Action<IServiceCollection> change,
        IEnumerable<string> settings
    )
    {
        var database = await postgres.NewDashboard();
        var builder = WebApplication.CreateBuilder([
            "--MediaWiki:OnlyConfigured=true",
            "--MediaWiki:Retries=0",
            "--Identity:HomeWiki=enwiki",
            .. settings,
        ]);
        builder.Logging.ClearProviders();
        builder
            .Services.AddSingleton<TimeProvider>(new StoppedClock())
            .AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns()
            .AddEnrolment();
        MetricsModule.AddMetrics(builder.Services);
        change(builder.Services);
        var host = new UpdateHost(builder.Build(), database);
        await host.app.Services.UpdateDatabase(CancellationToken.None);
        await host.Get<ProjectionUpdate>().Run(CancellationToken.None);
        await host.Get<ProjectionDaemon>().StartAsync(CancellationToken.None);
        await host.Happened(Planned.Registered.Organiser.Value, "organiser", Planned.Registered);
        await host.Happened(Planned.Started.Campaign.Value, "campaign", Planned.Started);
        await host.Happened(Planned.ProgramPlanned.Program.Value, "program", Planned.ProgramPlanned);
        return host;
    }

    private async Task Recorded(SessionPlan session, string key, ActivityEvent e)
    {
        var stream = Activity.StreamOf(session.Id);
        Assert.Equal(
            1,
            await Get<EventLog>().AppendOnce<Activity>(stream, [(key, e)], Cause.System, CancellationToken.None)
        );
        await foreach (var stored in Get<EventLog>().ReadStream(stream, 0, CancellationToken.None))
        {
            given.Add((session.Id, stored.Version));
        }
    }
}
