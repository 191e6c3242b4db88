using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Three hundred want one of a hundred places at the same moment, at one Host or at two. On a real PostgreSQL.</summary>
public sealed class Many_come_at_once(PostgresCluster postgres) : IAsyncLifetime
{
    private const int Places = 100;
    private static readonly PersonId[] People = [.. Enumerable.Range(0, 300).Select(_ => new PersonId(Guid.NewGuid()))];
    private static readonly Terms Terms = Anything with { Registration = new(Capacity: Places) };

    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await postgres.NewDashboard();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task All_get_a_place_or_wait_and_nobody_is_sent_away(int hosts)
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, hosts).Select(_ => Host()));

        var outcomes = await Task.WhenAll(People.Select((person, n) => Enrol(nodes[n % hosts], person)));

        Assert.All(outcomes, o => Assert.Null(o.Refusal));
        var (roster, _) = await Log(nodes[0]).Fold<Roster, RosterEvent>(EnrolmentStreams.Roster(Session), Stop);
        Assert.Equal(Places, roster.Enrolled.Count);
        Assert.Equal(People.Except(roster.Enrolled.Keys).ToHashSet(), roster.Waiting.Select(w => w.Person).ToHashSet());
        Assert.Equal(
            roster.Waiting.Select(w => w.Person),
            (await nodes[0].GetRequiredService<RosterRows>().WaitersOf(Session, Stop)).Select(w => w.Person)
        );
        if (hosts == 1)
        {
            Assert.Equal(People[Places..], roster.Waiting.Select(w => w.Person));
        }

        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static EventLog Log(ServiceProvider node) => node.GetRequiredService<EventLog>();

    private static Task<Outcome> Enrol(ServiceProvider node, PersonId person) =>
        Log(node)
            .Transact<Roster, RosterEvent>(
                EnrolmentStreams.Roster(Session),
                roster => EnrolInSession.Decide(roster, new(Session, Terms, SignedIn(person), Attendance.OnSite, Now)),
                Cause.System,
                expectedVersion: null,
                Stop
            );

    private async Task<ServiceProvider> Host()
    {
        var node = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddEnrolment()
            .BuildServiceProvider();
        await node.UpdateDatabase(Stop);
        return node;
    }
}
