using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Bench;

/// <summary>What the store and a decision cost without a database, by BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class InMemory
{
    private const int LongStream = 10_000;

    private readonly EventTypes types = new([new(t => t.Add<PageUpdateRecorded>(PageUpdates.StoredName))]);
    private readonly SessionId session = new(Guid.NewGuid());
    private PageUpdateRecorded[] updates = [];
    private byte[] json = [];
    private Roster roster = Roster.Initial;
    private EnrolInSession.Command? command;

    /// <summary>Runs them in this process: a project made on the fly would have to be restored.</summary>
    public static int Run() =>
        BenchmarkRunner
            .Run<InMemory>(
                DefaultConfig
                    .Instance.WithArtifactsPath(Path.Combine(Path.GetTempPath(), "campaigns-bench-in-memory"))
                    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            )
            .HasCriticalValidationErrors
            ? 1
            : 0;

    /// <summary>A session with a hundred participants.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        updates = PageUpdates.Many(session, LongStream);
        json = EventTypes.Write(updates[0]);
        roster = Enumerable
            .Range(0, 100)
            .Select(n => new ParticipantEnrolled(session, PageUpdates.Person(n), Attendance.OnSite, PageUpdates.From))
            .Aggregate(Roster.Initial, Roster.Evolve);
        var newcomer = new Standing(new PersonId(Guid.NewGuid()), IsAdministrator: false, IsCoordinator: false);
        var terms = new Terms(AttendanceOffered.Both, new RegistrationPlan(Capacity: 200), "Europe/Amsterdam");
        command = new(session, terms, newcomer, Attendance.OnSite, PageUpdates.From);
    }

    /// <summary>One event to JSON.</summary>
    [Benchmark]
    public object Serialise() => EventTypes.Write(updates[0]);

    /// <summary>One event from JSON.</summary>
    [Benchmark]
    public object Deserialise() => types.Read(PageUpdates.StoredName, json, position: 1);

    /// <summary>A long stream's state, its events at hand.</summary>
    [Benchmark]
    public long Evolve10000Events()
    {
        var state = EditCount.Initial;
        foreach (var update in updates)
        {
            state = EditCount.Evolve(state, update);
        }

        return state.Bytes;
    }

    /// <summary>A person more in a session of a hundred.</summary>
    [Benchmark]
    public object DecideEnrolInSession() => EnrolInSession.Decide(roster, command!).Events;
}
