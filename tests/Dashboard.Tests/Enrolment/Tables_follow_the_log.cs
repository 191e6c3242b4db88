using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Given these events in the log, on a real PostgreSQL, these are the tables: in one append or one by one.</summary>
public sealed class Tables_follow_the_log(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly RosterEvent[] Story =
    [
        Enrolled(Alice),
        Enrolled(Bob, Attendance.Remote),
        new ParticipantWithdrew(Session, Alice, Before),
        Enrolled(Carol),
        new RegistrationClosed(Session, Before),
        new ParticipantRemoved(Session, Bob, Before),
        new ParticipantEnrolled(Session, Alice, Attendance.Remote, Now),
    ];

    private static readonly PersonId Dora = new(new("dddddddd-dddd-4ddd-8ddd-dddddddddddd"));

    private static readonly RosterEvent[] StoryOfPlaces =
    [
        Enrolled(Alice),
        new ParticipantWaitlisted(Session, Bob, Attendance.Remote, Before),
        new ParticipantWaitlisted(Session, Carol, Attendance.OnSite, Before),
        new ParticipantWaitlisted(Session, Dora, Attendance.OnSite, Before),
        new ParticipantRemoved(Session, Alice, Now),
        new ParticipantEnrolled(Session, Bob, Attendance.Remote, Now),
        new WaitingListLeft(Session, Carol, Now),
        new ParticipantWaitlisted(Session, Carol, Attendance.OnSite, Now),
        new ParticipantRemoved(Session, Bob, Now),
        new ParticipantRestored(Session, Bob, Attendance.Remote, Now, Now),
    ];

    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    private RosterRows Rows => services.GetRequiredService<RosterRows>();

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(database.Source)
            .AddEventStore()
            .AddEnrolment()
            .BuildServiceProvider();
        await services.UpdateDatabase(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task The_roster_is_the_last_word_on_each_person(int batch)
    {
        foreach (var some in Story.Chunk(batch))
        {
            await Append<Roster, RosterEvent>(EnrolmentStreams.Roster(Session), some);
        }

        var people = await Rows.PeopleOf(Session, TestContext.Current.CancellationToken);
        Assert.Equal([new(Carol, Attendance.OnSite, Before), new(Alice, Attendance.Remote, Now)], people);
        Assert.Equal(new(new HandSwitch(Open: false, Before), Story.Length), await Registration(Session));
        Assert.Equal(
            [Carol, Alice],
            await services.GetRequiredService<Participants>().Of(Session, TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Who_waits_stands_in_the_order_of_arrival_and_who_was_removed_keeps_their_place(int batch)
    {
        foreach (var some in StoryOfPlaces.Chunk(batch))
        {
            await Append<Roster, RosterEvent>(EnrolmentStreams.Roster(Session), some);
        }

        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal([new(Bob, Attendance.Remote, Now)], await Rows.PeopleOf(Session, cancellation));
        Assert.Equal(
            [new(Dora, Attendance.OnSite, Before, 4), new(Carol, Attendance.OnSite, Now, 8)],
            await Rows.WaitersOf(Session, cancellation)
        );
        Assert.Equal([new(Alice, Attendance.OnSite, Before, Now)], await Rows.RemovedFrom(Session, cancellation));
    }

    [Fact]
    public async Task A_session_where_nothing_happened_is_of_version_0_and_nobody_touched_the_switch() =>
        Assert.Equal(new(Hand: null, 0), await Registration(new(Guid.NewGuid())));

    private Task<RosterRows.RegistrationRow> Registration(SessionId session) =>
        Rows.RegistrationOf(session, TestContext.Current.CancellationToken);

    private async Task Append<TState, TEvent>(Guid stream, TEvent[] events)
        where TState : IAggregate<TState, TEvent>
        where TEvent : notnull
    {
        var outcome = await services
            .GetRequiredService<EventLog>()
            .Transact<TState, TEvent>(
                stream,
                _ => Decision.Of<TEvent>(events),
                Cause.System,
                expectedVersion: null,
                TestContext.Current.CancellationToken
            );
        Assert.True(outcome.Accepted);
    }
}
