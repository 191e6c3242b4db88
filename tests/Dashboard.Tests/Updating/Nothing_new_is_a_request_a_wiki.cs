using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>
/// Updates with all their steps, beside three wikis that a session follows, Commons that it does not, and the service that counts
/// views: when all was looked at, it is the contributions alone that are asked for again.
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
    [InlineData(nameof(UpdateReason.Live))]
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
