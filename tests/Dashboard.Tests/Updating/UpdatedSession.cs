using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
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
/// A session in a database of its own that follows three wikis (enwiki, frwiki, nlwiki), and updates that a test runs when
/// it likes, at the instant that it likes. Its window is that of <see cref="Planned.Scheduled"/>.
/// </summary>
internal sealed class UpdatedSession : IAsyncDisposable
{
    private static readonly string[] Names = ["enwiki", "frwiki", "nlwiki"];

    private readonly List<EditsWiki> wikis = [];
    private TestDatabase database = null!;
    private WebApplication app = null!;

    internal static DateTimeOffset From => Planned.Scheduled.TrackedFrom;

    internal static DateTimeOffset Until => Planned.Scheduled.TrackedUntil;

    internal static SessionId Id => Planned.TheSession;

    internal MovedClock Clock { get; } = new() { Now = Planned.Scheduled.TrackedFrom };

    internal TestDatabase Database => database;

    internal EditsWiki English => wikis[0];

    internal EditsWiki French => wikis[1];

    internal EditsWiki Dutch => wikis[2];

    internal IReadOnlyList<EditsWiki> Wikis => wikis;

    internal static async Task<UpdatedSession> Start(PostgresCluster postgres, bool onlyContributions = true)
    {
        var it = new UpdatedSession { database = await postgres.NewDatabase() };
        var settings = new List<string> { "--MediaWiki:Retries=1", "--MediaWiki:FirstPause=00:00:00.001" };
        settings.Add("--MediaWiki:OnlyConfigured=true");
        settings.Add("--Identity:HomeWiki=enwiki");
        foreach (var name in Names)
        {
            var wiki = await EditsWiki.Start();
            it.wikis.Add(wiki);
            settings.Add($"--MediaWiki:Wikis:{name}={wiki.Api}");
        }

        await it.Begin([.. settings], onlyContributions);
        return it;
    }

    public async ValueTask DisposeAsync()
    {
        await Get<ProjectionDaemon>().StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        foreach (var wiki in wikis)
        {
            await wiki.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>People enrol; a known one again under the name that they have now.</summary>
    internal async Task Enrolled(params string[] people)
    {
        var known = await Get<People>().Remember(people, CancellationToken.None);
        foreach (var person in known.Values)
        {
            var enrolled = new ParticipantEnrolled(Id, person, Attendance.OnSite, Clock.Now);
            await Happened(EnrolmentStreams.Roster(Id), "roster", enrolled);
        }
    }

    internal async Task Happened(Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        Assert.True((await Get<EventLog>().Append(append, Cause.System, CancellationToken.None)).Accepted);
    }

    /// <summary>An update of the schedule, run to its end.</summary>
    internal Task Look(CancellationToken? stop = null) => Update(UpdateReason.Schedule, stop);

    internal async Task Update(UpdateReason reason, CancellationToken? stop = null)
    {
        var update = Guid.NewGuid();
        if (reason is UpdateReason.Coordinator)
        {
            var requested = new DataUpdateRequested(Id, update, Clock.Now);
            await Happened(DataUpdates.StreamOf(Id), "data_updates", requested);
        }

        await Get<SessionUpdate>().Run(new(update, Id, reason), stop ?? TestContext.Current.CancellationToken);
    }

    /// <summary>How many questions for contributions each wiki was asked since this was asked last.</summary>
    internal int[] NewQuestions()
    {
        var asked = wikis.Select(w => w.Questions.Count).ToArray();
        var fresh = asked.Zip(counted, (now, before) => now - before).ToArray();
        counted = asked;
        return fresh;
    }

    private int[] counted = [0, 0, 0];

    /// <summary>The revisions that the log has of the session, in order.</summary>
    internal Task<string> Revisions() =>
        database.Scalar<string>(
            "select coalesce(string_agg(data->>'revision', ' ' order by (data->>'revision')::bigint), '') from events.mt_events where type = 'page_update_recorded'"
        );

    internal Task<long> Events(string type) =>
        database.Scalar<long>($"select count(*) from events.mt_events where type = '{type}'");

    private async Task Begin(string[] settings, bool onlyContributions)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Logging.ClearProviders();
        builder
            .Services.AddSingleton<TimeProvider>(Clock)
            .AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns()
            .AddEnrolment();
        MetricsModule.AddMetrics(builder.Services);
        if (onlyContributions)
        {
            builder.Services.RemoveAll<IUpdateStep>().AddSingleton<IUpdateStep, ContributionStep>();
        }

        app = builder.Build();
        await app.Services.UpdateDatabase(CancellationToken.None);
        await Happened(Planned.Registered.Organiser.Value, "organiser", Planned.Registered);
        await Happened(Planned.Started.Campaign.Value, "campaign", Planned.Started);
        await Happened(Planned.ProgramPlanned.Program.Value, "program", Planned.ProgramPlanned);
        TrackedWiki[] tracked = [.. Names.Select(n => new TrackedWiki(n, [0]))];
        await Happened(Id.Value, "session", Planned.Scheduled with { Wikis = tracked });
        await Get<ProjectionDaemon>().StartAsync(CancellationToken.None);
    }
}

/// <summary>A clock that a test sets; what waits on it waits as long as ever.</summary>
internal sealed class MovedClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
