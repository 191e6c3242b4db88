using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>
/// Updates with all their steps, beside three wikis that a session follows, Commons that it does not, and the service that counts
/// views: when all was looked at, it is the contributions alone that are asked for again. What somebody saves is a request to
/// the wiki where they did, and one for its references.
/// </summary>
public sealed class Nothing_new_is_a_request_a_wiki(PostgresCluster postgres) : IAsyncLifetime
{
    private ToldWikis wikis = null!;
    private ToldWiki commons = null!;
    private ScriptedWiki views = null!;
    private UpdateHost host = null!;
    private SessionPlan session = null!;

    public async ValueTask InitializeAsync()
    {
        (wikis, commons) = (await ToldWikis.Start(), await ToldWiki.Start());
        views = await ScriptedWiki.Start(_ => new WikiAnswer("""{"status":404,"title":"Not Found"}""", 404));
        host = await UpdateHost.Start(
            postgres,
            [
                .. wikis.Settings,
                $"--MediaWiki:Wikis:commonswiki={commons.Api}",
                $"--MediaWiki:PageviewsApi={new Uri(views.Api, "/rest")}",
            ]
        );
        string[] people = [.. Enumerable.Range(1, 40).Select(n => $"Person {n}")];
        session = await host.Session(people);
        foreach (var person in people)
        {
            // One of four is new, and of the others every second one had edited before.
            wikis.English.Accounts[person] = person.EndsWith('4') ? "2026-03-08T09:00:00Z" : "2020-01-15T10:30:00Z";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await views.DisposeAsync();
        await commons.DisposeAsync();
        await wikis.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(UpdateReason.Schedule))]
    [InlineData(nameof(UpdateReason.Coordinator))]
    public async Task For_forty_participants_on_three_wikis(string reason)
    {
        Write();
        Upload();
        await host.Update(session, UpdateReason.Coordinator);
        Assert.Empty(await host.Problems(session));
        var first = Asked();
        string[] kinds = ["usercontribs", "revisions", "info", "users", "fileusage", "logevents", "siteinfo", "views"];
        Assert.Empty(kinds.Except(first.Select(a => a.Split(' ')[0])));

        host.Clock.Pass(TimeSpan.FromMinutes(5));
        await host.Update(session, Enum.Parse<UpdateReason>(reason));

        Assert.Empty(await host.Problems(session));
        var second = Asked();
        Assert.Equal(["usercontribs", "usercontribs", "usercontribs"], second.Select(a => a.Split(' ')[0]));
        Assert.Equal([1, 1, 1], wikis.All.Select(w => w.Questions[^1].Names("ucuser").Length / 40));
    }

    [Fact]
    public async Task Or_one_to_the_wiki_where_somebody_saves_and_one_for_the_references()
    {
        Write();
        await host.Update(session, UpdateReason.Coordinator);
        host.Clock.Pass(TimeSpan.FromMinutes(5));
        wikis.English.Saved("Person 7", 900, host.Clock.Now.AddSeconds(-2));
        Asked();

        await host.Live(session, ("enwiki", "Person 7"));

        Assert.Equal(["usercontribs Person 7", "revisions 900|899"], Asked());
        Assert.Contains("900", (await host.Revisions()).Split(' '));
    }

    [Fact]
    public async Task Of_who_saved_nothing_nothing_is_followed_up_before_the_next_look()
    {
        wikis.English.Instead = request =>
            request["list"] switch
            {
                "usercontribs" => Recorded.Contributions([Recorded.Row(38, "Person 1", "2026-03-08T13:00:00Z")]),
                "logevents" => new WikiAnswer("Sorry.", 503, "text/html"),
                _ => null,
            };
        await host.Update(session, UpdateReason.Coordinator);
        host.Clock.Pass(TimeSpan.FromMinutes(5));
        wikis.English.Instead = request =>
            request["list"] is "logevents" ? new WikiAnswer("""{"query":{"logevents":[]}}""") : null;
        await host.Edited(session, "Person 9");
        Asked();

        // Her registration was not asked for either; all three wikis will be, since they do not share accounts.
        await host.Live(session, ("enwiki", "Person 7"));
        Assert.Equal(["usercontribs Person 7", "siteinfo"], Asked());

        await host.Update(session, UpdateReason.Schedule);
        string[] left = ["logevents Person 1", "revisions 101|1"];
        Assert.Empty(left.Except(Asked()));
    }

    [Fact]
    public async Task Also_when_live_updates_have_read_some_of_them_meanwhile()
    {
        Write();
        await host.Update(session, UpdateReason.Coordinator);
        for (var minute = 1; minute <= 14; minute++)
        {
            host.Clock.Pass(TimeSpan.FromMinutes(1));
            await host.Live(session, ("enwiki", $"Person {minute}"), ("frwiki", $"Person {2 * minute}"));
        }

        host.Clock.Pass(TimeSpan.FromMinutes(1));
        Asked();
        await host.Update(session, UpdateReason.Schedule);

        Assert.Equal(["usercontribs", "usercontribs", "usercontribs"], Asked().Select(a => a.Split(' ')[0]));
    }

    /// <summary>People of all kinds edited everywhere; one had done so before.</summary>
    private void Write()
    {
        var revision = 100;
        foreach (var wiki in wikis.All)
        {
            wiki.Pages[7] = ("Page 7", 0);
            foreach (var n in (int[])[1, 4, 5, 14])
            {
                wiki.Saved($"Person {n}", ++revision, session.TrackedFrom.AddHours(n));
            }
        }

        wikis.French.Saved("Person 5", ++revision, session.TrackedFrom.AddDays(-30));
    }

    /// <summary>One of them uploaded a file to Commons.</summary>
    private void Upload() =>
        commons.Instead = request =>
            (request["list"], request["prop"]) switch
            {
                ("usercontribs", _) => Recorded.Contributions([Recorded.Row(38, "Person 1", "2026-03-08T13:00:00Z")]),
                ("logevents", _) =>
                    """{"query":{"logevents":[{"logid":7,"ns":6,"title":"File:Blue square.png","pageid":16,"logpage":16,"user":"Person 1","timestamp":"2026-03-08T13:00:00Z"}]}}""",
                (_, "fileusage") =>
                    """{"query":{"pages":[{"pageid":16,"ns":6,"title":"File:Blue square.png","fileusage":[]}]}}""",
                (_, "info") =>
                    """{"query":{"pages":[{"pageid":16,"ns":6,"title":"File:Blue square.png","lastrevid":38}]}}""",
                _ => (WikiAnswer?)null,
            };

    /// <summary>All requests since the last look, to whomever.</summary>
    private string[] Asked()
    {
        string[] asked = [.. wikis.Asked(), .. commons.Asked(), .. views.Requests.Select(_ => "views")];
        views.Requests.Clear();
        return asked;
    }
}
