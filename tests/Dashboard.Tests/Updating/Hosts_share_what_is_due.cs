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
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.Updating;

/// <summary>Whole Hosts, with their schedules, queues and workers, on one database.</summary>
public sealed class Hosts_share_what_is_due(PostgresCluster postgres)
{
    private const int Sessions = 12;

    /// <summary>As many sessions as a Host works on at a time if nobody asked.</summary>
    private const int Busy = 8;

    private const string NoEdits = """{"query":{"usercontribs":[]}}""";

    [Fact]
    public async Task Two_Hosts_look_at_each_session_whose_time_has_come_once_between_them()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var wiki = await ToldWiki.Start();
        await using var database = await postgres.NewDashboard();
        await using var first = NewHost(database, wiki);
        await using var second = NewHost(database, wiki);
        await first.Services.UpdateDatabase(stop);
        await Plan(first.Services, wiki, Sessions);

        await first.StartAsync(stop);
        await second.StartAsync(stop);
        await HaveEnded(first.Services, database, Sessions);

        // Answers find an edit in each, so a second look at any would be another question.
        Assert.Equal(
            Enumerable.Range(0, Sessions).Select(Runner),
            wiki.Questions.Select(q => q["ucuser"]).Order(StringComparer.Ordinal)
        );
        Assert.Equal(2, await database.Scalar<long>("select count(*) from quartz.qrtz_scheduler_state"));
        await second.StopAsync(stop);
        await first.StopAsync(stop);
    }

    [Fact]
    public async Task An_update_that_somebody_asked_for_waits_for_none_of_those_that_nobody_did()
    {
        var stop = TestContext.Current.CancellationToken;
        var release = new TaskCompletionSource();
        await using var wiki = await ToldWiki.Start();
        wiki.Instead = asked =>
            asked["list"] is "usercontribs" && asked["ucuser"] != Runner(Busy)
                ? new WikiAnswer(NoEdits) { Held = release.Task }
                : null;
        await using var database = await postgres.NewDashboard();
        await using var host = NewHost(database, wiki, "--MediaWiki:ConcurrentRequests=20");
        await host.Services.UpdateDatabase(stop);
        var sessions = await Plan(host.Services, wiki, Busy + 1);
        await host.StartAsync(stop);
        foreach (var session in sessions[..Busy])
        {
            await host.Services.GetRequiredService<UpdateQueue>().Add(session, stop);
            await wiki.NextArrival();
        }

        var requested = new DataUpdateRequested(sessions[Busy], Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        await Append(host.Services, DataUpdates.StreamOf(sessions[Busy]), "data_updates", requested);
        await HaveEnded(host.Services, database, 1);

        Assert.False(release.Task.IsCompleted);
        release.SetResult();
        await host.StopAsync(stop);
    }

    [Fact]
    public async Task An_update_that_somebody_asked_for_takes_the_place_of_one_of_the_same_session_that_nobody_did()
    {
        var stop = TestContext.Current.CancellationToken;
        var never = new TaskCompletionSource();
        var asked = 0;
        await using var wiki = await ToldWiki.Start();
        wiki.Instead = question =>
            question["list"] is "usercontribs" && Interlocked.Increment(ref asked) == 1
                ? new WikiAnswer(NoEdits) { Held = never.Task }
                : null;
        await using var database = await postgres.NewDashboard();
        await using var host = NewHost(database, wiki);
        await host.Services.UpdateDatabase(stop);
        var session = (await Plan(host.Services, wiki, 1))[0];
        await host.StartAsync(stop);
        await host.Services.GetRequiredService<UpdateQueue>().Add(session, stop);
        await wiki.NextArrival();

        var requested = new DataUpdateRequested(session, Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        await Append(host.Services, DataUpdates.StreamOf(session), "data_updates", requested);
        await HaveEnded(host.Services, database, 1);

        Assert.Equal(
            requested.Update,
            await database.Scalar<Guid>(
                "select (data ->> 'update')::uuid from events.mt_events where type = 'data_update_completed'"
            )
        );
        never.SetResult();
        await host.StopAsync(stop);
    }

    private static WebApplication NewHost(TestDatabase database, ToldWiki wiki, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder([
            "--MediaWiki:OnlyConfigured=true",
            $"--MediaWiki:Wikis:enwiki={wiki.Api}",
            "--Identity:HomeWiki=enwiki",
            .. settings,
        ]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns()
            .AddEnrolment();
        MetricsModule.AddMetrics(builder.Services);
        builder.Services.RemoveAll<IUpdateStep>().AddSingleton<IUpdateStep, ContributionStep>();
        return builder.Build();
    }

    /// <summary>Sessions that have begun an hour ago, with one participant each, who has edited.</summary>
    private static async Task<SessionId[]> Plan(IServiceProvider host, ToldWiki wiki, int count)
    {
        var sessions = new SessionId[count];
        var began = TimeProvider.System.GetUtcNow().AddHours(-1);
        await Happened(Planned.Registered.Organiser.Value, "organiser", Planned.Registered);
        await Happened(Planned.Started.Campaign.Value, "campaign", Planned.Started);
        await Happened(Planned.ProgramPlanned.Program.Value, "program", Planned.ProgramPlanned);
        for (var n = 0; n < count; n++)
        {
            var session = sessions[n] = new(Guid.NewGuid());
            var plan = Planned.Scheduled with
            {
                Session = session,
                Slug = $"session-{n}",
                Wikis = [new("enwiki", [0])],
            };
            plan = plan with { TrackedFrom = began, TrackedUntil = began.AddDays(7) };
            await Happened(session.Value, "session", plan);
            var person = (
                await host.GetRequiredService<People>().Remember([Runner(n)], CancellationToken.None)
            ).Values.Single();
            var enrolled = new ParticipantEnrolled(session, person, Attendance.OnSite, began);
            await Happened(EnrolmentStreams.Roster(session), "roster", enrolled);
            wiki.Saved(Runner(n), 100 + n, began.AddMinutes(5));
        }

        return sessions;

        Task Happened(Guid stream, string type, object e) => Append(host, stream, type, e);
    }

    private static async Task Append(IServiceProvider host, Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        var appended = await host.GetRequiredService<EventLog>().Append(append, Cause.System, CancellationToken.None);
        Assert.True(appended.Accepted);
    }

    private static string Runner(int number) => $"Runner {number:00}";

    /// <summary>Each update appends that it ended, for it found something; whichever Host it was, this one hears of it.</summary>
    private static async Task HaveEnded(IServiceProvider host, TestDatabase database, int count)
    {
        const string Ended = "select count(*) from events.mt_events where type = 'data_update_completed'";
        var signal = host.GetRequiredService<AppendSignal>();
        for (var ended = 0L; ended < count; )
        {
            var appended = signal.Next;
            ended = await database.Scalar<long>(Ended);
            if (ended < count)
            {
                await appended.WaitAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
