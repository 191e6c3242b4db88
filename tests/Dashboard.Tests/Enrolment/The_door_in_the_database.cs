using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Who came, on a real PostgreSQL: the tables of it, and two doors at once.</summary>
public sealed class The_door_in_the_database(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly Guid Stream = EnrolmentStreams.Roster(Session);
    private static readonly Opening Today = new(Now.AddHours(-12), "Europe/Amsterdam", IsCancelled: false);

    private static readonly RosterEvent[] Story =
    [
        Enrolled(Alice),
        Enrolled(Bob, Attendance.Remote),
        Enrolled(Carol),
        new AttendanceRecorded(Session, Alice, Presence.OnSite, Before),
        new WalkInsCounted(Session, 2, Guid.NewGuid(), Before),
        new AttendanceRecorded(Session, Bob, Presence.OnSite, Before),
        new AttendanceRecorded(Session, Carol, Presence.Absent, Before),
        new AttendanceRecorded(Session, Alice, Presence.Remote, Now),
        new AttendanceCleared(Session, Carol, Before),
        new WalkInsCounted(Session, 5, null, Before),
        new ParticipantRemoved(Session, Bob, Before),
        Enrolled(Bob),
    ];

    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    // Commands of one node wait for each other: who meets in the middle of a decision is at another node.
    private ServiceProvider otherNode = null!;

    private ServiceProvider Node() =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(database.Source)
            .AddEventStore()
            .AddEnrolment()
            .BuildServiceProvider();

    private EventLog Log => services.GetRequiredService<EventLog>();

    private DoorRows Rows => services.GetRequiredService<DoorRows>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        (services, otherNode) = (Node(), Node());
        await services.UpdateDatabase(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await otherNode.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task Marks_are_the_last_word_and_go_with_who_leaves(int batch)
    {
        foreach (var some in Story.Chunk(batch))
        {
            await Append(some);
        }

        Assert.Equal(new(3, 0, 1, 0, 5, 0, Story.Length), await Rows.CountsOf(Session, Stop));
        var all = (await Rows.Of(Session, Shown.All, kept: null, Stop)).ToDictionary(r => r.Person);
        Assert.Equal((Presence.Remote, Now), (all[Alice].Presence, all[Alice].RecordedAt));
        Assert.Null(all[Bob].Presence);
        Assert.Null(all[Carol].Presence);
    }

    [Fact]
    public async Task A_list_is_filtered_by_marks_and_keeps_who_was_marked_just_now()
    {
        await Append(Story);

        Assert.Equal([Alice], await Of(Shown.Present));
        Assert.Equal([Bob, Carol], await Of(Shown.NotMarked));
        Assert.Empty(await Of(Shown.Absent));
        Assert.Equal(
            [Alice, Bob, Carol],
            (await Rows.Of(Session, Shown.NotMarked, Alice, Stop)).Select(r => r.Person).OrderBy(p => p.Value)
        );
    }

    [Fact]
    public async Task Two_doors_that_count_at_the_same_moment_count_both()
    {
        // Each door has decided before the other one's word is in the log: the second to append decides anew.
        var (here, there) = (Guid.NewGuid(), Guid.NewGuid());
        var hasMet = false;
        var outcome = await Count(
            here,
            beforeItIsAppended: () =>
            {
                if (!hasMet)
                {
                    hasMet = true;
                    Assert.True(Task.Run(() => Count(there, node: otherNode), Stop).GetAwaiter().GetResult().Accepted);
                }
            }
        );

        Assert.True(outcome.Accepted);
        Assert.Equal(2, (await Rows.CountsOf(Session, Stop)).WalkIns);
        Assert.Equal(2, (await Log.Fold<Roster, RosterEvent>(Stream, Stop)).State.Door.WalkIns);
        // A phone that got no answer sends its press again.
        Assert.True((await Count(here)).Accepted);
        Assert.Equal(2, (await Rows.CountsOf(Session, Stop)).WalkIns);
    }

    [Fact]
    public async Task Two_coordinators_who_mark_different_people_at_the_same_moment_mark_both()
    {
        await Append([Enrolled(Alice), Enrolled(Bob)]);
        var hasMet = false;
        var outcome = await Log.Transact<Roster, RosterEvent>(
            Stream,
            roster =>
            {
                var decided = RecordAttendance.Decide(
                    roster,
                    new(Session, Today, ACoordinator, Alice, Presence.OnSite, Now)
                );
                if (!hasMet)
                {
                    hasMet = true;
                    Task.Run(
                            () => Append([new AttendanceRecorded(Session, Bob, Presence.Remote, Now)], otherNode),
                            Stop
                        )
                        .GetAwaiter()
                        .GetResult();
                }

                return decided;
            },
            Cause.System,
            expectedVersion: null,
            Stop
        );

        Assert.True(outcome.Accepted);
        Assert.Equal(new(2, 1, 1, 0, 0, 0, 4), await Rows.CountsOf(Session, Stop));
    }

    private async Task<IEnumerable<PersonId>> Of(Shown shown) =>
        (await Rows.Of(Session, shown, kept: null, Stop)).Select(r => r.Person).OrderBy(p => p.Value);

    private Task<Outcome> Count(Guid press, Action? beforeItIsAppended = null, ServiceProvider? node = null) =>
        (node ?? services)
            .GetRequiredService<EventLog>()
            .Transact<Roster, RosterEvent>(
                Stream,
                roster =>
                {
                    var decided = AddWalkIns.Decide(roster, new(Session, Today, ACoordinator, 1, press, Now));
                    beforeItIsAppended?.Invoke();
                    return decided;
                },
                Cause.System,
                expectedVersion: null,
                Stop
            );

    private async Task Append(RosterEvent[] events, ServiceProvider? node = null)
    {
        var outcome = await (node ?? services)
            .GetRequiredService<EventLog>()
            .Transact<Roster, RosterEvent>(
                Stream,
                _ => Decision.Of<RosterEvent>(events),
                Cause.System,
                expectedVersion: null,
                Stop
            );
        Assert.True(outcome.Accepted);
    }
}
