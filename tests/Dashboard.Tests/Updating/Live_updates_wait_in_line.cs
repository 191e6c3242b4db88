using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>Who saves something waits in the queue of updates: together, after who asked, and lost to nobody.</summary>
public sealed class Live_updates_wait_in_line(PostgresCluster postgres) : IAsyncLifetime
{
    private UpdateHost host = null!;
    private SessionPlan session = null!;

    public async ValueTask InitializeAsync()
    {
        host = await UpdateHost.StartReading(postgres, "--MediaWiki:Wikis:enwiki=http://127.0.0.1:9/api.php");
        session = await host.Session("Alice", "Bob");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task They_are_read_together_however_often_they_are_noted()
    {
        await host.Wake(session, ("enwiki", "Alice"));
        await host.Wake(session, ("enwiki", "Bob"), ("enwiki", "Alice"));
        await host.Wake(session, ("frwiki", "Alice"));

        var taken = await Take(Assert.Single(await Waiting()));

        Assert.Equal(UpdateReason.Live, taken!.Reason);
        Assert.Equal([("enwiki", "Alice"), ("enwiki", "Bob"), ("frwiki", "Alice")], (await Savers(taken)).Order());
        await Done(taken);
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task Who_saves_again_while_they_are_read_is_read_again_and_the_others_are_not()
    {
        await host.Wake(session, ("enwiki", "Alice"), ("enwiki", "Bob"));
        var taken = await Take((await Waiting())[0]);

        host.Clock.Pass(TimeSpan.FromSeconds(15));
        await host.Wake(session, ("enwiki", "Alice"));
        await Done(taken!);

        var next = await Take(Assert.Single(await Waiting()));
        Assert.Equal([("enwiki", "Alice")], await Savers(next!));
        Assert.NotEqual(taken!.Update, next!.Update);
    }

    [Fact]
    public async Task Another_node_that_comes_too_late_does_nothing()
    {
        await host.Wake(session, ("enwiki", "Alice"));
        var seen = (await Waiting())[0];
        await Done((await Take(seen))!);

        Assert.Null(await Take(seen));
    }

    [Fact]
    public async Task A_look_reads_who_saved_before_it_and_leaves_who_saved_since()
    {
        var other = await host.Session("Carol");
        var queue = host.Get<UpdateQueue>();
        await queue.Add(other.Id, CancellationToken.None);
        host.Clock.Pass(TimeSpan.FromSeconds(1));
        await host.Wake(session, ("enwiki", "Alice"));
        await queue.Add(session.Id, CancellationToken.None);

        // One look at both, as soon as the live update would have been.
        Assert.Equal(
            [(session.Id, UpdateReason.Schedule), (other.Id, UpdateReason.Schedule)],
            (await Waiting()).Select(u => (u.Session, u.Reason))
        );
        var look = await Take((await Waiting())[0]);
        await host.Wake(session, ("enwiki", "Bob"));
        await Done(look!);

        var left = (await Waiting())[0];
        Assert.Equal((session.Id, UpdateReason.Live), (left.Session, left.Reason));
        Assert.Equal([("enwiki", "Bob")], await Savers((await Take(left))!));
    }

    [Fact]
    public async Task A_look_that_waits_stays_a_look_at_everybody()
    {
        var queue = host.Get<UpdateQueue>();
        await queue.Add(session.Id, CancellationToken.None);
        await host.Wake(session, ("enwiki", "Alice"));

        Assert.Equal(UpdateReason.Schedule, Assert.Single(await Waiting()).Reason);
        await Done((await Take((await Waiting())[0]))!);
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task Who_asks_comes_first_and_what_waited_is_done_with_theirs()
    {
        await host.Wake(session, ("enwiki", "Alice"));
        await host.Get<UpdateQueue>().Add(session.Id, CancellationToken.None);
        host.Clock.Pass(TimeSpan.FromSeconds(1));
        var requested = new DataUpdateRequested(session.Id, Guid.NewGuid(), host.Clock.Now);
        await host.Happened(DataUpdates.StreamOf(session.Id), "data_updates", requested);

        Assert.Equal([UpdateReason.Coordinator, UpdateReason.Schedule], (await Waiting()).Select(u => u.Reason));
        var taken = await Take((await Waiting())[0]);
        var completed = new DataUpdateCompleted(session.Id, requested.Update, 0, host.Clock.Now);
        await host.Happened(DataUpdates.StreamOf(session.Id), "data_updates", completed);
        await Done(taken!);

        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task Two_nodes_that_hear_of_the_same_at_once_both_wait_for_nobody_in_vain()
    {
        await using var node = await host.Database.Source.OpenConnectionAsync(Stop);
        await using var transaction = await node.BeginTransactionAsync(Stop);
        var (alice, update) = (await host.Person("Alice"), Guid.CreateVersion7(host.Clock.Now.AddHours(-1)));
        await node.Execute(
            "insert into metrics.waiting_saver values ($1, 'enwiki', $2, $3, now())",
            Stop,
            Sql.Arg(session.Id.Value),
            Sql.Arg(alice.Value),
            Sql.Arg(update)
        );

        var wake = host.Wake(session, ("enwiki", "Alice"), ("enwiki", "Bob"));
        await SomebodyWaits();
        await transaction.CommitAsync(Stop);
        await wake;

        var taken = await Take(Assert.Single(await Waiting()));
        Assert.Equal([("enwiki", "Alice"), ("enwiki", "Bob")], (await Savers(taken!)).Order());
        Assert.NotEqual(update, taken!.Update);
        await Done(taken);
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task Who_is_forgotten_waits_no_more()
    {
        await host.Wake(session, ("enwiki", "Alice"), ("enwiki", "Bob"));

        await host.Get<Forgetting>().Run(await host.Person("Alice"), Stop);

        Assert.Equal([("enwiki", "Bob")], await Savers((await Take((await Waiting())[0]))!));
    }

    [Fact]
    public async Task Who_is_forgotten_while_they_are_noted_does_not_come_back()
    {
        await using var forgetting = await host.Database.Source.OpenConnectionAsync(Stop);
        await using var transaction = await forgetting.BeginTransactionAsync(Stop);
        var (alice, bob) = (await host.Person("Alice"), await host.Person("Bob"));
        await forgetting.Execute("delete from identity.person where user_name = 'Alice'", Stop);

        var wake = host.Get<UpdateQueue>().Wake(session.Id, [new("enwiki", alice), new("enwiki", bob)], Stop);
        await SomebodyWaits();
        await transaction.CommitAsync(Stop);
        await wake;

        Assert.Equal([bob], (await Take((await Waiting())[0]))!.Savers.Select(s => s.Saver.Person));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<IReadOnlyList<QueuedUpdate>> Waiting() => host.Get<UpdateQueue>().First(10, Stop);

    private async Task<QueuedUpdate?> Take(QueuedUpdate update)
    {
        await using var claim = await host.Database.Source.OpenConnectionAsync(Stop);
        return await UpdateQueue.Take(update, claim, Stop);
    }

    private Task Done(QueuedUpdate update) => host.Get<UpdateQueue>().Done(update, host.Clock.Now, Stop);

    private async Task<IEnumerable<(string Wiki, string Name)>> Savers(QueuedUpdate update)
    {
        var names = new[] { await host.Person("Alice"), await host.Person("Bob") }.Zip(["Alice", "Bob"]).ToDictionary();
        return update.Savers.Select(s => (s.Saver.Wiki, names.GetValueOrDefault(s.Saver.Person, "nobody")));
    }

    private Task<long> SomebodyWaits() =>
        Eventually.Get(
            "Somebody waits for the transaction",
            () => host.Database.Scalar<long>("select count(*) from pg_locks where not granted"),
            waiting => waiting > 0
        );
}
