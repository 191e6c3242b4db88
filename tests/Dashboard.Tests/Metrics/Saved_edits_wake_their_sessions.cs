using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.Updating;
using Microsoft.Extensions.Hosting;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Live mode beside a stream of recent changes, cut and resumed as the test says.</summary>
public sealed class Saved_edits_wake_their_sessions(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = new WikiSettings().RequestTimeout;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private ScriptedStream stream = null!;
    private ToldWikis wikis = null!;
    private UpdateHost host = null!;

    public async ValueTask InitializeAsync()
    {
        stream = await ScriptedStream.Start();
        wikis = await ToldWikis.Start();
        host = await UpdateHost.Start(postgres, [.. wikis.Settings, $"--MediaWiki:EventStreams={stream.Address}"]);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wikis.DisposeAsync();
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task A_participant_who_saves_on_a_tracked_wiki_is_read_for_the_session()
    {
        var (session, _) = (await host.Session("Alice"), await host.Session("Bob"));
        using var stop = new CancellationTokenSource();
        var watch = Watch().Watch(stop.Token);
        var visit = await stream.NextVisit();

        await visit.Write(
            ScriptedStream.Edit(1, "Stranger"),
            ScriptedStream.Edit(2, "Alice", "dewiki"),
            ScriptedStream.Edit(3, "Alice", "nlwiki")
        );
        await Heard(events: 3);
        host.Clock.Pass(TimeSpan.FromSeconds(2));
        await Woken();

        Assert.Equal([(session.Id, new Saver("nlwiki", await host.Person("Alice")))], await Requested());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    /// <summary>Forty participants, three wikis, of which nothing was unknown.</summary>
    [Fact]
    public async Task A_saved_edit_is_a_request_to_one_wiki_and_one_for_its_references()
    {
        var session = await host.Session([.. Enumerable.Range(1, 40).Select(n => $"Person {n}")]);
        await host.Update(session, UpdateReason.Coordinator);
        using var stop = new CancellationTokenSource();
        var watch = Watch().Watch(stop.Token);
        var visit = await stream.NextVisit();
        wikis.English.Saved("Person 7", 900, host.Clock.Now);
        wikis.Asked();

        await visit.Write(ScriptedStream.Edit(1, "Person 7"));
        await Heard(events: 1);
        var worker = Service<DataUpdateWorker>();
        await worker.StartAsync(stop.Token);
        host.Clock.Pass(TimeSpan.FromSeconds(2));
        await UpdatedLive();

        Assert.Equal(["usercontribs Person 7", "revisions 900|899"], wikis.Asked());
        Assert.Equal("900", await host.Revisions());
        await worker.StopAsync(CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task Another_run_goes_on_where_the_last_one_was()
    {
        await host.Session("Alice");
        using var stop = new CancellationTokenSource();
        var watch = Watch().Watch(stop.Token);
        var visit = await stream.NextVisit();
        await Heard(events: 0);
        host.Clock.Pass(TimeSpan.FromSeconds(5));
        await visit.Write(ScriptedStream.Edit(4, "Stranger"));
        await Noticed();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);

        using var again = new CancellationTokenSource();
        var second = Watch().Watch(again.Token);

        Assert.Equal(ScriptedStream.IdOf(4), (await stream.NextVisit()).LastEventId);
        await again.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task One_node_listens_at_a_time_and_only_while_a_session_runs()
    {
        await Watch().Watch(CancellationToken.None);
        await host.Session("Alice");
        var watch = Watch().Watch(CancellationToken.None);
        await stream.NextVisit();

        await Watch().Watch(CancellationToken.None);
        Assert.False(watch.IsCompleted);

        await Heard(events: 0);
        host.Clock.Pass(TimeSpan.FromDays(30));
        await watch;
    }

    [Fact]
    public void However_fast_people_save_their_session_is_updated_every_fifteen_seconds_at_most()
    {
        var (wakes, session, alice) = (new LiveWakes(), new SessionId(Guid.NewGuid()), Saver("enwiki"));
        var woken = new List<int>();
        for (var second = 0; second <= 60; second++)
        {
            if (second < 40)
            {
                wakes.Note(session, alice, host.Clock.Now.AddSeconds(second));
            }

            woken.AddRange(wakes.Due(host.Clock.Now.AddSeconds(second)).Select(_ => second));
        }

        Assert.Equal([2, 17, 32, 47], woken);
    }

    [Fact]
    public void Who_saves_until_then_is_read_in_the_same_update_and_who_just_did_in_the_next()
    {
        var (wakes, session, now) = (new LiveWakes(), new SessionId(Guid.NewGuid()), host.Clock.Now);
        var (first, second, third) = (Saver("enwiki"), Saver("enwiki"), Saver("nlwiki"));
        wakes.Note(session, first, now);
        Assert.Equal([first], Assert.Single(wakes.Due(now.AddSeconds(2))).Savers);

        wakes.Note(session, second, now.AddSeconds(3));
        wakes.Note(session, third, now.AddSeconds(14));
        wakes.Note(session, third, now.AddSeconds(15));
        wakes.Note(session, first, now.AddSeconds(16));
        var other = new SessionId(Guid.NewGuid());
        wakes.Note(other, third, now.AddSeconds(10));
        Assert.Equal(other, Assert.Single(wakes.Due(now.AddSeconds(16))).Session);

        // What the first saved a second ago the wiki may not show yet.
        Assert.Equal(
            new HashSet<Saver> { second, third },
            Assert.Single(wakes.Due(now.AddSeconds(17))).Savers.ToHashSet()
        );
        Assert.Empty(wakes.Due(now.AddSeconds(31)));
        Assert.Equal([first], Assert.Single(wakes.Due(now.AddSeconds(32))).Savers);
        Assert.Empty(wakes.Due(now.AddSeconds(60)));
    }

    private static Saver Saver(string wiki) => new(wiki, new PersonId(Guid.NewGuid()));

    private LiveWatch Watch() => Service<LiveWatch>();

    private T Service<T>() => host.Get<IEnumerable<IHostedService>>().OfType<T>().Single();

    private async Task UpdatedLive()
    {
        const string Ended =
            "select count(*) from events.mt_events where type = 'data_update_completed' and data ->> 'reason' = 'live'";
        var signal = host.Get<AppendSignal>();
        for (var ended = 0L; ended == 0; )
        {
            var appended = signal.Next;
            ended = await host.Database.Scalar<long>(Ended);
            if (ended == 0)
            {
                await appended.WaitAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Each event, and the first of all, is waited for anew with all patience; refreshing and waking have begun, too.</summary>
    private async Task Heard(int events)
    {
        var (patient, beats, looks) = (0, 0, 0);
        while (patient < events + 2 || beats < 1 || looks < 1)
        {
            var pause = await host.Clock.NextPause();
            patient += pause == Patience ? 1 : 0;
            beats += pause == Beat ? 1 : 0;
            looks += pause > Beat && pause < Patience ? 1 : 0;
        }
    }

    private async Task Noticed()
    {
        while (await host.Clock.NextPause() != Patience) { }
    }

    private async Task Woken()
    {
        while (await host.Clock.NextPause() != Beat) { }
    }

    private async Task<(SessionId, Saver)[]> Requested()
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(
            TestContext.Current.CancellationToken
        );
        var taken = await UpdateQueue.Take((await host.Waiting())!, connection, TestContext.Current.CancellationToken);
        return [.. taken!.Savers.Select(s => (taken.Session, s.Saver))];
    }
}
