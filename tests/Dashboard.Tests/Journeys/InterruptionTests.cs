using System.Text.Json;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>The Host dies in the middle of a data update, for the wiki holds the second half of its answer back.</summary>
public sealed class InterruptionTests(PostgresCluster cluster)
{
    /// <summary>How many updates a Host works on at a time, of those that somebody asked for.</summary>
    private const int AtATime = 12;

    private const string Twice =
        "select count(*) - count(distinct (data->>'session', data->>'wiki', data->>'revision')) from events.mt_events where type = 'page_update_recorded'";

    private const string Claimed =
        "select count(*) from data_updates.data_update u join pg_locks l on (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('data-update ' || u.session_id, 0) where l.granted";

    [Fact]
    public async Task An_update_that_a_kill_interrupted_completes_by_itself_after_the_restart()
    {
        await using var database = await cluster.NewDashboard();
        await KillInTheMiddle([$"--ConnectionStrings:Dashboard={database.ConnectionString}"]);

        Assert.Equal(0, await database.Scalar<long>(Twice));
    }

    [Fact]
    public async Task So_it_does_when_the_database_is_the_Hosts_own_and_lost_its_owner()
    {
        var folder = TemporaryFolder.NewPath();
        await KillInTheMiddle([$"--DataFolder={folder}"]);

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Another_Host_takes_an_update_over_from_one_that_was_killed()
    {
        await using var wiki = await EditathonWiki.Start();
        await using var database = await cluster.NewDashboard();
        await using var first = await Start(database, wiki);
        var planned = await Planned.At(first);
        var session = await planned.SessionWith(["enwiki"], "Slow Alice");
        var update = await planned.RequestUpdate(session);
        await FirstPartIsRecorded(first, update);
        await using var second = await Start(database, wiki);

        await first.Kill();
        wiki.Release();

        var completed = await Planned.Completed(second, update);
        Assert.Equal(EditathonWiki.EditsEach, completed.GetProperty("added").GetInt32());
        // The first answer is in the log: the second Host asks for what comes after it.
        Assert.Equal(1, wiki.Beginnings("Slow Alice"));
        AssertFiguresOf(await Planned.Figures(second, session), people: 1);
        Assert.Equal(0, await database.Scalar<long>(Twice));
    }

    [Fact]
    public async Task Two_Hosts_share_the_work_and_do_each_update_once()
    {
        await using var wiki = await EditathonWiki.Start();
        await using var database = await cluster.NewDashboard();
        await using var first = await Start(database, wiki);
        await using var second = await Start(database, wiki);
        var planned = await Planned.At(first);
        string[] people = [.. Enumerable.Range(1, 4).Select(n => $"Person {n}")];
        var sessions = await Task.WhenAll(people.Select(p => planned.SessionWith(["enwiki"], p)));

        var updates = await Task.WhenAll(sessions.Select(planned.RequestUpdate));
        await Task.WhenAll(updates.Select((u, n) => Planned.Completed(n % 2 == 0 ? first : second, u)));

        Assert.Equal([1, 1, 1, 1], people.Select(wiki.Beginnings));
        Assert.Equal(
            4 * EditathonWiki.EditsEach,
            await database.Scalar<long>("select count(*) from events.mt_events where type = 'page_update_recorded'")
        );
    }

    [Fact]
    public async Task A_Host_that_has_its_hands_full_leaves_the_rest_to_another()
    {
        await using var wiki = await EditathonWiki.Start();
        await using var database = await cluster.NewDashboard();
        await using var full = await Start(database, wiki);
        var planned = await Planned.At(full);
        var slow = Enumerable.Range(1, AtATime).Select(n => planned.SessionWith(["enwiki"], $"Slow {n}"));
        await Task.WhenAll((await Task.WhenAll(slow)).Select(planned.RequestUpdate));
        var another = await planned.SessionWith(["enwiki"], "Quick");
        await Eventually.Get(
            "As many updates as a Host works on are claimed",
            () => database.Scalar<long>(Claimed),
            claimed => claimed == AtATime
        );
        await using var free = await Start(database, wiki);

        var update = await Planned.Completed(free, await planned.RequestUpdate(another));

        Assert.Equal(EditathonWiki.EditsEach, update.GetProperty("added").GetInt32());
        wiki.Release();
    }

    private static Task<HostProcess> Start(TestDatabase database, EditathonWiki wiki) =>
        HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={wiki.Api}"
        );

    private static async Task KillInTheMiddle(string[] settings)
    {
        await using var wiki = await EditathonWiki.Start();
        settings = [.. settings, $"--MediaWiki:Wikis:enwiki={wiki.Api}"];
        string update;
        Guid session;
        await using (var host = await HostProcess.Start(settings))
        {
            var planned = await Planned.At(host);
            session = await planned.SessionWith(["enwiki"], "Slow Alice", "Slow Bob");
            update = await planned.RequestUpdate(session);
            await FirstPartIsRecorded(host, update, people: 2);
            await host.Kill();
        }

        await using var again = await HostProcess.Start(settings);
        wiki.Release();
        var completed = await Planned.Completed(again, update);

        Assert.Equal(2 * EditathonWiki.EditsEach, completed.GetProperty("added").GetInt32());
        Assert.Empty(completed.GetProperty("problems").EnumerateArray());
        var interrupted = await Planned.Figures(again, session);
        AssertFiguresOf(interrupted, people: 2);
        await SameAsUndisturbed(again, interrupted, session);
    }

    /// <summary>Another session of the same people and window, read without a kill; then the first once more.</summary>
    private static async Task SameAsUndisturbed(HostProcess host, JsonElement interrupted, Guid session)
    {
        var planned = await Planned.At(host);
        var undisturbed = await planned.SessionWith(["enwiki"], "Slow Alice", "Slow Bob");
        await planned.Update(undisturbed);
        Assert.Equal((await Planned.Figures(host, undisturbed)).GetRawText(), interrupted.GetRawText());

        Assert.Equal(0, (await planned.Update(session)).GetProperty("added").GetInt32());
        Assert.Equal(interrupted.GetRawText(), (await Planned.Figures(host, session)).GetRawText());
        Assert.Equal(0, await host.Stop());
    }

    private static async Task FirstPartIsRecorded(HostProcess host, string update, int people = 1)
    {
        using var anybody = new Api(host.Address);
        await Eventually.Get(
            "The first part of the answer is recorded",
            () => anybody.Get(update),
            u => u.Done.Json.GetProperty("added").GetInt32() == 2 * people
        );
    }

    private static void AssertFiguresOf(JsonElement figures, int people)
    {
        Assert.Equal(people, figures.GetProperty("editors").GetInt32());
        Assert.Equal(people * EditathonWiki.EditsEach, figures.GetProperty("edits").GetInt32());
        // Each has a page of their own, and all edit one in common.
        Assert.Equal(people, figures.GetProperty("pagesCreated").GetInt32());
        Assert.Equal(1, figures.GetProperty("pagesImproved").GetInt32());
        Assert.Equal(people * 530, figures.GetProperty("bytesAdded").GetInt32());
        Assert.Equal(people * -120, figures.GetProperty("bytesRemoved").GetInt32());
    }
}
