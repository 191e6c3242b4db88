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
public sealed class FileStepTests(PostgresCluster cluster) : IAsyncLifetime
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
    private UpdateStage stage = null!;
    private ScriptedWiki wiki = null!;

    public async ValueTask InitializeAsync()
    {
        stage = await UpdateStage.Set(cluster);
        wiki = await ScriptedWiki.Start(Answer);
    }

    public async ValueTask DisposeAsync()
    {
        await wiki.DisposeAsync();
        await stage.DisposeAsync();
    }

    [Fact]
    public async Task Who_made_a_page_of_a_file_is_looked_up_in_the_log_once()
    {
        await stage.Plan(Workshop, "enwiki");
        await stage.Given(
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

        Assert.Equal(["(enwiki,7,16,File:A.png)", "(enwiki,8,18,File:B.png)"], await stage.Rows(Uploads));
        Assert.Equal(["Alice", "Bob"], wiki.Requests.Select(r => r["leuser"]).Order(StringComparer.Ordinal));
        Assert.All(wiki.Requests, r => Assert.Equal("upload/upload", r["leaction"]));
        var alices = wiki.Requests.Single(r => r["leuser"] == "Alice");
        Assert.Equal(("2026-03-08T12:15:00Z", "2026-03-08T12:18:59Z"), (alices["lestart"], alices["leend"]));
    }

    [Fact]
    public async Task An_upload_that_another_session_found_is_taken_from_it()
    {
        await stage.Plan(Workshop, "enwiki");
        await stage.Plan(Editathon, "enwiki");
        await stage.Given(Workshop, FilePage(16, Alice));
        await stage.Given(Editathon, FilePage(16, Alice) with { Session = Editathon });
        await Run(Uploading());

        await Run(Uploading(), Editathon);

        Assert.Single(wiki.Requests);
        Assert.Equal(2, (await stage.Rows(Uploads + " where page_id = 16")).Length);
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_is_read_the_next_time()
    {
        await stage.Plan(Workshop, "enwiki");
        await stage.Given(Workshop, FilePage(16, Alice));
        await using var broken = await ScriptedWiki.Start(_ => "<html>");

        var run = await stage.Run(
            Uploading(),
            Workshop,
            wikis: [broken.Wiki with { Id = new("oddwiki") }, broken.Wiki]
        );
        await Run(Uploading());

        Assert.Equal("not-json", Assert.IsType<WikiNotRead>(Assert.Single(run.Problems)).Code);
        Assert.Equal(["(enwiki,7,16,File:A.png)"], await stage.Rows(Uploads));
    }

    [Fact]
    public async Task Files_on_Commons_count_for_sessions_that_do_not_follow_it()
    {
        await stage.Plan(Workshop, "enwiki");
        var step = Commons();

        await Run(step);
        await Run(step);

        Assert.Equal(["(commonswiki,7,16,File:A.png)"], await stage.Rows(Uploads));
        Assert.Equal(["usercontribs", "logevents"], wiki.Requests.Select(r => r["list"]));
        Assert.Equal(("6", "Alice|Bob"), (wiki.Requests.First()["ucnamespace"], wiki.Requests.First()["ucuser"]));
    }

    [Fact]
    public async Task Commons_is_read_on_from_where_it_was_read_and_anew_for_who_came_since()
    {
        await stage.Plan(Workshop, "enwiki");
        await Run(Commons());
        stage.Clock.Now += TimeSpan.FromHours(2);
        stage.People["Carol"] = new(Guid.NewGuid());

        await Run(Commons());

        Assert.Equal(
            [
                ("Alice|Bob", "2026-03-08T12:00:00Z"),
                ("Alice|Bob", "2026-03-09T11:50:00Z"),
                ("Carol", "2026-03-08T12:00:00Z"),
            ],
            wiki.Requests.Where(r => r["list"] == "usercontribs").Select(r => (r["ucuser"], r["ucstart"]))
        );
        Assert.Single(wiki.Requests, r => r["list"] == "logevents");
        stage.Clock.Now = Until.AddDays(1);
        await Run(Commons());
        stage.Clock.Now = Until.AddDays(3);
        var before = wiki.Requests.Count;
        await Run(Commons());
        Assert.Equal(before, wiki.Requests.Count);
    }

    [Fact]
    public async Task Commons_is_left_alone_where_it_is_followed_or_has_no_part_in_the_wikis()
    {
        await stage.Plan(Workshop, "enwiki");
        var settings = new WikiSettings { Wikis = { ["enwiki"] = wiki.Api.AbsoluteUri } };

        Assert.Null(new WikiDirectory(settings).CommonsBeside([new("enwiki")]));
        Assert.NotNull(new WikiDirectory(settings).CommonsBeside([new("enwiki"), new("frwiki")]));
        Assert.Null(new WikiDirectory(settings).CommonsBeside([new("frwiki"), new("commonswiki")]));
    }

    [Fact]
    public async Task Uses_are_counted_when_it_is_time_and_told_when_they_change()
    {
        await stage.Plan(Workshop, "enwiki");
        await stage.Given(Workshop, Uploaded(Workshop, 16), Uploaded(Workshop, 18));
        var step = Using();

        await Run(step);
        await Run(step);
        Assert.Equal(["(16,2)", "(18,0)"], await stage.Rows(UsesOf));
        Assert.Equal(["", "fileusage"], wiki.Requests.Select(r => r["prop"]));

        stage.Clock.Now += TimeSpan.FromMinutes(11);
        await Run(step);
        Assert.Equal(2, await stage.Database.Scalar<long>(ToldUses));
        uses = 3;
        stage.Clock.Now += TimeSpan.FromMinutes(11);
        await Run(step);

        Assert.Equal(["(16,3)", "(18,0)"], await stage.Rows(UsesOf));
        Assert.Equal(3, await stage.Database.Scalar<long>(ToldUses));
    }

    [Fact]
    public async Task A_file_of_two_sessions_is_asked_about_once_and_told_to_both()
    {
        await stage.Plan(Workshop, "enwiki");
        await stage.Plan(Editathon, "enwiki");
        await stage.Given(Workshop, Uploaded(Workshop, 16));
        await Run(Using());
        await stage.Given(Editathon, Uploaded(Editathon, 16));

        await Run(Using(), Editathon);
        Assert.Equal(["(16,2)", "(16,2)"], await stage.Rows(UsesOf));
        Assert.Single(wiki.Requests, r => r["prop"] == "fileusage");
        uses = 5;
        stage.Clock.Now += TimeSpan.FromHours(1);
        await Run(Using());

        Assert.Equal(["(16,5)", "(16,5)"], await stage.Rows(UsesOf));
    }

    [Fact]
    public async Task Uses_that_could_not_be_counted_are_due_at_once()
    {
        await stage.Plan(Workshop, "enwiki");
        await stage.Given(Workshop, Uploaded(Workshop, 16));
        await using var broken = await ScriptedWiki.Start(_ => "<html>");

        var run = await stage.Run(Using(), Workshop, wikis: [broken.Wiki]);
        await Run(Using());

        Assert.Single(run.Problems);
        Assert.Equal(["(16,2)"], await stage.Rows(UsesOf));
    }

    private const string ToldUses = "select count(*) from events.mt_events where type = 'file_uses_counted'";

    private Task<UpdateRun> Run(IUpdateStep step, SessionId? session = null) =>
        stage.Run(step, session ?? Workshop, wikis: [wiki.Wiki]);

    private UploadLog Log() => new(wiki.Client(), stage.Checks, stage.Database.Source);

    private UploadStep Uploading() => new(Log(), stage.Database.Source);

    private CommonsUploadStep Commons()
    {
        var directory = wiki.Program(("Wikis:commonswiki", wiki.Api.AbsoluteUri)).GetRequiredService<WikiDirectory>();
        return new(wiki.Client(), directory, Log(), stage.Checks, stage.Database.Source);
    }

    private FileUseStep Using()
    {
        var program = wiki.Program();
        return new(
            program.GetRequiredService<FileUses>(),
            program.GetRequiredService<WikiDirectory>(),
            stage.Checks,
            stage.Log,
            stage.Database.Source
        );
    }

    private WikiAnswer Answer(WikiRequest request) =>
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
    private static PageUpdateRecorded FilePage(long page, PersonId person) =>
        new(
            Workshop,
            "enwiki",
            100 + page,
            page,
            6,
            $"File:{page}.png",
            person,
            From.AddMinutes(page),
            50,
            CreatesPage: true,
            IsRedirect: false,
            IsMinor: false,
            0
        );
}
