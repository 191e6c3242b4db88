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

namespace CampaignDashboard.Tests.Metrics;

/// <summary>
/// The steps of data updates beside two wikis: enwiki, where people are known by, and nlwiki. Sessions track both, from 8 to
/// 31 March 2026; the clock stands still at the 10th until a test moves it.
/// </summary>
internal sealed class UpdateHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestDatabase database;
    private int sessions;
    private long revisions;

    private UpdateHost(WebApplication app, TestDatabase database, ToldWiki english, ToldWiki dutch) =>
        (this.app, this.database, English, Dutch) = (app, database, english, dutch);

    internal ToldWiki English { get; }

    internal ToldWiki Dutch { get; }

    internal StoppedClock Clock { get; private init; } = new();

    internal TestDatabase Database => database;

    internal static async Task<UpdateHost> Start(PostgresCluster postgres, params string[] settings)
    {
        var (english, dutch) = (await ToldWiki.Start(), await ToldWiki.Start());
        var fresh = await postgres.NewDatabase();
        var clock = new StoppedClock();
        var builder = WebApplication.CreateBuilder([
            "--MediaWiki:OnlyConfigured=true",
            "--MediaWiki:Retries=0",
            $"--MediaWiki:Wikis:enwiki={english.Api}",
            $"--MediaWiki:Wikis:nlwiki={dutch.Api}",
            "--Identity:HomeWiki=enwiki",
            .. settings,
        ]);
        builder
            .Services.AddSingleton<TimeProvider>(clock)
            .AddSingleton(_ => DashboardPool.To(fresh.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns()
            .AddEnrolment();
        MetricsModule.AddMetrics(builder.Services);
        var host = new UpdateHost(builder.Build(), fresh, english, dutch) { Clock = clock };
        await host.app.Services.UpdateDatabase(CancellationToken.None);
        await host.Get<ProjectionUpdate>().Run(CancellationToken.None);
        await host.Get<ProjectionDaemon>().StartAsync(CancellationToken.None);
        await host.Happened(Planned.Registered.Organiser.Value, "organiser", Planned.Registered);
        await host.Happened(Planned.Started.Campaign.Value, "campaign", Planned.Started);
        await host.Happened(Planned.ProgramPlanned.Program.Value, "program", Planned.ProgramPlanned);
        return host;
    }

    /// <summary>A session of both wikis, with these participants.</summary>
    internal async Task<SessionPlan> Session(params string[] people)
    {
        var scheduled = Planned.Scheduled with
        {
            Session = new(Guid.NewGuid()),
            Slug = $"session-{++sessions}",
            Wikis = [new("enwiki", [0]), new("nlwiki", [0])],
        };
        await Happened(scheduled.Session.Value, "session", scheduled);
        foreach (var person in (await Get<People>().Remember(people, CancellationToken.None)).Values)
        {
            await Happened(
                EnrolmentStreams.Roster(scheduled.Session),
                "roster",
                new ParticipantEnrolled(scheduled.Session, person, Attendance.OnSite, Planned.Now)
            );
        }

        return (await Get<Sessions>().Find(scheduled.Session, CancellationToken.None))!;
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

    /// <summary>Runs one step of an update of the session, and tells what it did: the events, and the problems.</summary>
    internal async Task<UpdateRun> Run(string step, SessionPlan session, UpdateReason reason = UpdateReason.Coordinator)
    {
        await Projected();
        var enrolled = await Get<Participants>().Of(session.Id, CancellationToken.None);
        var names = await Get<People>().Names(enrolled, CancellationToken.None);
        var run = new UpdateRun(
            Get<EventLog>(),
            session,
            Guid.NewGuid(),
            reason,
            names.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal),
            [.. session.Wikis.Select(w => Get<WikiDirectory>().Get(new(w.Wiki)))],
            Cause.System,
            Clock
        );
        await app.Services.GetServices<IUpdateStep>().Single(s => s.Name == step).Run(run, CancellationToken.None);
        await Projected();
        return run;
    }

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

    private readonly HashSet<(SessionId, long)> given = [];
    private readonly HashSet<Guid> told = [];

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Get<ProjectionDaemon>().StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await English.DisposeAsync();
        await Dutch.DisposeAsync();
        await database.DisposeAsync();
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

    private async Task Happened(Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        Assert.True((await Get<EventLog>().Append(append, Cause.System, CancellationToken.None)).Accepted);
    }

    private async Task Projected()
    {
        var end = await database.Scalar<long>("select max(seq_id) from events.mt_events");
        await Get<ProjectionDaemon>().Reach(FigureTables.Projection, end, CancellationToken.None);
    }
}
