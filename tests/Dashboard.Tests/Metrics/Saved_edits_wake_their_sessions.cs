using CampaignDashboard.Campaigns.Contracts;
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
    public async Task A_participant_who_saves_on_a_tracked_wiki_has_the_session_updated()
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

        Assert.Equal([session.Id], await Requested());
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
        var (wakes, session) = (new LiveWakes(), new SessionId(Guid.NewGuid()));
        var woken = new List<int>();
        for (var second = 0; second <= 60; second++)
        {
            if (second < 40)
            {
                wakes.Note(session, host.Clock.Now.AddSeconds(second));
            }

            woken.AddRange(wakes.Due(host.Clock.Now.AddSeconds(second)).Select(_ => second));
        }

        Assert.Equal([2, 17, 32, 47], woken);
    }

    private LiveWatch Watch() => host.Get<IEnumerable<IHostedService>>().OfType<LiveWatch>().Single();

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

    private async Task<SessionId[]> Requested()
    {
        await using var command = host.Database.Source.CreateCommand(
            "select session_id from metrics.update_queue where reason = 'Live'"
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var sessions = new List<SessionId>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            sessions.Add(new(reader.GetGuid(0)));
        }

        return [.. sessions];
    }
}
