using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Metrics.Facts;
using WikiRequest = CampaignDashboard.Tests.MediaWiki.WikiRequest;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Uploads are found behind page updates, on Commons also without; their uses are counted when it is time.</summary>
public sealed class FileStepTests(PostgresCluster cluster) : StepTest(cluster)
{
    private const string Uploads = "select wiki, log_id, page_id, title from figures.file_upload";
    private const string UsesOf = "select page_id, uses from figures.file_usage";

    /// <summary>Alice uploaded page 16 in the workshop's first hour, and page 18, which was deleted; Bob nothing.</summary>
    private const string AlicesLog = """
        {"batchcomplete":true,"query":{"logevents":[
         {"logid":7,"ns":6,"title":"File:A.png","pageid":16,"logpage":16,"user":"Alice","timestamp":"2026-03-08T12:16:00Z"},
         {"logid":8,"ns":6,"title":"File:B.png","pageid":0,"logpage":18,"user":"Alice","timestamp":"2026-03-08T12:18:00Z"}]}}
        """;

    private const string EmptyLog = """{"batchcomplete":true,"query":{"logevents":[]}}""";

    private int uses = 2;

    [Fact]
    public async Task Who_made_a_page_of_a_file_is_looked_up_in_the_log_once()
    {
        await Stage.Given(
            Workshop,
            FilePage(16, Alice),
            FilePage(18, Alice),
            FilePage(20, Bob),
            FilePage(21, Bob) with
            {
                CreatesPage = false,
                BytesDifference = 5,
            }
        );

        await Run(Uploading());
        await Run(Uploading());

        Assert.Equal(["(enwiki,7,16,File:A.png)", "(enwiki,8,18,File:B.png)"], await Stage.Rows(Uploads));
        Assert.Equal(["Alice", "Bob"], Wiki.Requests.Select(r => r["leuser"]).Order(StringComparer.Ordinal));
        Assert.All(Wiki.Requests, r => Assert.Equal("upload/upload", r["leaction"]));
        var alices = Wiki.Requests.Single(r => r["leuser"] == "Alice");
        Assert.Equal(("2026-03-08T12:15:00Z", "2026-03-08T12:18:59Z"), (alices["lestart"], alices["leend"]));
    }

    [Fact]
    public async Task An_upload_that_another_session_found_is_taken_from_it()
    {
        await Stage.Plan(Editathon, "enwiki");
        await Stage.Given(Workshop, FilePage(16, Alice));
        await Stage.Given(Editathon, FilePage(16, Alice) with { Session = Editathon });
        await Run(Uploading());

        await Run(Uploading(), Editathon);

        Assert.Single(Wiki.Requests);
        Assert.Equal(2, (await Stage.Rows(Uploads + " where page_id = 16")).Length);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_is_read_the_next_time()
    {
        await Stage.Given(Workshop, FilePage(16, Alice));
        await using var broken = await ScriptedWiki.Start(_ => "<html>");

        var run = await Stage.Run(
            Uploading(),
            Workshop,
            wikis: [broken.Wiki with { Id = new("oddwiki") }, broken.Wiki]
        );
        await Run(Uploading());

        Assert.Equal("not-json", Assert.IsType<WikiNotRead>(Assert.Single(run.Problems)).Code);
        Assert.Equal(["(enwiki,7,16,File:A.png)"], await Stage.Rows(Uploads));
    }

    [Fact]
    public async Task Files_on_Commons_count_for_sessions_that_do_not_follow_it()
    {
        var step = Commons();

        await Run(step);
        await Run(step);

        Assert.Equal(["(commonswiki,7,16,File:A.png)"], await Stage.Rows(Uploads));
        Assert.Equal(["usercontribs", "logevents"], Wiki.Requests.Select(r => r["list"]));
        Assert.Equal(("6", "Alice|Bob"), (Wiki.Requests.First()["ucnamespace"], Wiki.Requests.First()["ucuser"]));
    }

    [Fact]
    public async Task Commons_is_read_on_from_where_it_was_read_and_anew_for_who_came_since()
    {
        await Run(Commons());
        Stage.Clock.Now += TimeSpan.FromHours(2);
        Stage.People["Carol"] = new(Guid.NewGuid());

        await Run(Commons());

        Assert.Equal(
            [
                ("Alice|Bob", "2026-03-08T12:00:00Z"),
                ("Alice|Bob", "2026-03-09T11:50:00Z"),
                ("Carol", "2026-03-08T12:00:00Z"),
            ],
            Wiki.Requests.Where(r => r["list"] == "usercontribs").Select(r => (r["ucuser"], r["ucstart"]))
        );
        Assert.Single(Wiki.Requests, r => r["list"] == "logevents");
        Stage.Clock.Now = Until.AddDays(1);
        await Run(Commons());
        Stage.Clock.Now = Until.AddDays(3);
        var before = Wiki.Requests.Count;
        await Run(Commons());
        Assert.Equal(before, Wiki.Requests.Count);
    }

    [Fact]
    public async Task Commons_is_left_alone_where_it_is_followed_or_has_no_part_in_the_wikis()
    {
        var settings = new WikiSettings { Wikis = { ["enwiki"] = Wiki.Api.AbsoluteUri } };

        Assert.Null(new WikiDirectory(settings).CommonsBeside([new("enwiki")]));
        Assert.NotNull(new WikiDirectory(settings).CommonsBeside([new("enwiki"), new("frwiki")]));
        Assert.Null(new WikiDirectory(settings).CommonsBeside([new("frwiki"), new("commonswiki")]));
    }

    [Fact]
    public async Task Uses_are_counted_when_it_is_time_and_told_when_they_change()
    {
        await Stage.Given(Workshop, Uploaded(Workshop, 16), Uploaded(Workshop, 18));
        var step = Using();

        await Run(step);
        await Run(step);
        Assert.Equal(["(16,2)", "(18,0)"], await Stage.Rows(UsesOf));
        Assert.Equal(["", "fileusage"], Wiki.Requests.Select(r => r["prop"]));

        Stage.Clock.Now += TimeSpan.FromMinutes(11);
        await Run(step);
        Assert.Equal(2, await Stage.Database.Scalar<long>(ToldUses));
        uses = 3;
        Stage.Clock.Now += TimeSpan.FromMinutes(11);
        await Run(step);

        Assert.Equal(["(16,3)", "(18,0)"], await Stage.Rows(UsesOf));
        Assert.Equal(3, await Stage.Database.Scalar<long>(ToldUses));
    }

    [Fact]
    public async Task A_file_of_two_sessions_is_asked_about_once_and_told_to_both()
    {
        await Stage.Plan(Editathon, "enwiki");
        await Stage.Given(Workshop, Uploaded(Workshop, 16));
        await Run(Using());
        await Stage.Given(Editathon, Uploaded(Editathon, 16));

        await Run(Using(), Editathon);
        Assert.Equal(["(16,2)", "(16,2)"], await Stage.Rows(UsesOf));
        Assert.Single(Wiki.Requests, r => r["prop"] == "fileusage");
        uses = 5;
        Stage.Clock.Now += TimeSpan.FromHours(1);
        await Run(Using());

        Assert.Equal(["(16,5)", "(16,5)"], await Stage.Rows(UsesOf));
    }

    [Fact]
    public async Task Uses_that_could_not_be_counted_are_due_at_once()
    {
        await Stage.Given(Workshop, Uploaded(Workshop, 16));
        await using var broken = await ScriptedWiki.Start(_ => "<html>");

        var run = await Stage.Run(Using(), Workshop, wikis: [broken.Wiki]);
        await Run(Using());

        Assert.Single(run.Problems);
        Assert.Equal(["(16,2)"], await Stage.Rows(UsesOf));
    }

    private const string ToldUses = "select count(*) from events.mt_events where type = 'file_uses_counted'";

    private UploadLog Log() => new(Wiki.Client(), Stage.Checks, Stage.Database.Source);

    private UploadStep Uploading() => new(Log(), Stage.Database.Source);

    private CommonsUploadStep Commons()
    {
        var directory = Wiki.Program(("Wikis:commonswiki", Wiki.Api.AbsoluteUri)).GetRequiredService<WikiDirectory>();
        return new(Wiki.Client(), directory, Log(), Stage.Checks, Stage.Database.Source);
    }

    private FileUseStep Using()
    {
        var program = Wiki.Program();
        return new(
            program.GetRequiredService<FileUses>(),
            program.GetRequiredService<WikiDirectory>(),
            Stage.Checks,
            Stage.Log,
            Stage.Database.Source
        );
    }

    private protected override WikiAnswer Answer(WikiRequest request) =>
        request["list"] switch
        {
            "logevents" => request["leuser"] == "Alice" ? AlicesLog : EmptyLog,
            "usercontribs" => Recorded.Contributions(
                request.Names("ucuser").Contains("Alice") && request["ucstart"] == "2026-03-08T12:00:00Z"
                    ? [Recorded.Row(116, "Alice", "2026-03-08T12:16:00Z")]
                    : []
            ),
            _ when request["prop"] == "fileusage" => Used(uses),
            _ => Recorded.Site,
        };

    private static string Used(int uses)
    {
        var pages = Enumerable
            .Range(1, uses)
            .Select(i => new
            {
                pageid = i,
                ns = 0,
                title = "Page",
            });
        object[] files = [new { pageid = 18, missing = true }, new { pageid = 16, fileusage = pages }];
        return JsonSerializer.Serialize(new { query = new { pages = files } });
    }

    private static FileUploaded Uploaded(SessionId session, long page) =>
        new(session, "enwiki", page, page, $"File:{page}.png", Alice, From.AddMinutes(page));

    /// <summary>A new page in the namespace of files; its number is the minute.</summary>
    private static PageUpdateRecorded FilePage(int page, PersonId person) =>
        Edited(page, inNamespace: 6, creates: true) with
        {
            Revision = 100 + page,
            Title = $"File:{page}.png",
            Person = person,
        };
}
