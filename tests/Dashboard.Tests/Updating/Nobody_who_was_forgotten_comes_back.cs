using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>
/// How far somebody's contributions were read stands beside the log with a hash of their name. An update that is under way
/// while they are forgotten does not write it again.
/// </summary>
public sealed class Nobody_who_was_forgotten_comes_back(PostgresCluster postgres) : IAsyncLifetime
{
    private const string Rows =
        "select (select count(*) from metrics.contribution_part) || ' begun, ' || (select count(*) from metrics.contribution_cursor) || ' read'";

    private ToldWikis wikis = null!;
    private UpdateHost host = null!;
    private SessionPlan session = null!;

    public async ValueTask InitializeAsync()
    {
        wikis = await ToldWikis.Start();
        host = await UpdateHost.StartReading(postgres, wikis.Settings);
        session = await host.Session("Bob");
        host.Clock.PassTo(session.TrackedUntil.AddDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wikis.DisposeAsync();
    }

    [Fact]
    public async Task While_what_is_asked_for_is_written_down()
    {
        await host.Enrolled(session, "Alice");
        await using var forgetting = await host.Database.Source.OpenConnectionAsync(Stop);
        await using var transaction = await forgetting.BeginTransactionAsync(Stop);
        await forgetting.Execute("delete from identity.person where user_name = 'Bob'", Stop);

        var update = host.Update(session, UpdateReason.Schedule);
        await SomebodyWaits();
        await transaction.CommitAsync(Stop);
        await update;

        Assert.Equal("0 begun, 3 read", await host.Database.Scalar<string>(Rows));
        Assert.All(wikis.All, w => Assert.Equal(["Alice"], Assert.Single(w.Questions).Names("ucuser")));
    }

    [Fact]
    public async Task While_a_wiki_answers()
    {
        var answered = new TaskCompletionSource();
        wikis.English.Instead = r =>
            r["list"] is "usercontribs" ? new WikiAnswer(Recorded.NoContributions) { Held = answered.Task } : null;
        var update = host.Update(session, UpdateReason.Schedule);
        await wikis.English.NextArrival();

        await host.Get<Forgetting>().Run(await host.Person("Bob"), Stop);
        answered.SetResult();
        await update;

        Assert.Equal("0 begun, 0 read", await host.Database.Scalar<string>(Rows));
    }

    [Fact]
    public async Task While_it_is_written_down_that_all_was_read()
    {
        var answered = new TaskCompletionSource();
        foreach (var wiki in wikis.All)
        {
            wiki.Instead = r =>
                r["list"] is "usercontribs" ? new WikiAnswer(Recorded.NoContributions) { Held = answered.Task } : null;
        }

        var update = host.Update(session, UpdateReason.Schedule);
        foreach (var wiki in wikis.All)
        {
            await wiki.NextArrival();
        }

        // Forgetting has deleted the map, and not yet what modules keep.
        await using var forgetting = await host.Database.Source.OpenConnectionAsync(Stop);
        await using var transaction = await forgetting.BeginTransactionAsync(Stop);
        var bob = await host.Person("Bob");
        await forgetting.Execute("delete from identity.person where user_name = 'Bob'", Stop);
        answered.SetResult();
        await SomebodyWaits();
        await host.Get<Cursors>().Erase(new([bob], ["Bob"]), forgetting, Stop);
        await transaction.CommitAsync(Stop);
        await update;

        Assert.Equal("0 begun, 0 read", await host.Database.Scalar<string>(Rows));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<long> SomebodyWaits() =>
        Eventually.Get(
            "The update waits for who is being forgotten",
            () => host.Database.Scalar<long>("select count(*) from pg_locks where not granted"),
            waiting => waiting > 0
        );
}
