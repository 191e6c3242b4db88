using System.Net;
using System.Text;
using System.Text.Json;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Article lists as coordinators and participants use them, through the API and the page of a real Host.</summary>
public sealed class ArticleTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private static readonly string[] Wikis = ["enwiki", "oddwiki"];

    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task A_list_may_mix_the_wikis_that_the_session_follows()
    {
        var session = await given.Planned.SessionWith(Wikis);
        string[] titles =
        [
            $"Mary_Anning\n\n{given.Odd.Api.Replace("w/api.php", "wiki/Kenau_Simonsdochter", StringComparison.Ordinal)}",
            "https://de.wikipedia.org/wiki/Nirgends",
            "[[Page 7]]",
        ];

        var answer = (await Coordinator.Post(Articles(session), new { wiki = "enwiki", titles })).Done.Json;

        Assert.Equal(3, answer.GetProperty("offered").GetInt32());
        Assert.Equal(
            [
                ("offered", "enwiki", "Mary Anning", false),
                ("offered", "oddwiki", "Kenau Simonsdochter", false),
                ("notFollowed", null, null, false),
                ("offered", "enwiki", "Page 7", true),
            ],
            answer
                .GetProperty("titles")
                .EnumerateArray()
                .Select(t =>
                    (
                        t.GetProperty("result").GetString(),
                        t.GetProperty("wiki").GetString(),
                        t.GetProperty("title").GetString(),
                        t.GetProperty("exists").GetBoolean()
                    )
                )
        );
    }

    [Fact]
    public async Task Ten_thousand_titles_are_asked_fifty_a_request_and_found_a_page_at_a_time()
    {
        await using var big = await ScriptedWiki.Start(r => Missing(r.Names("titles")));
        await using var host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={given.Connection}",
            $"--MediaWiki:Wikis:enwiki={big.Api.AbsoluteUri}"
        );
        var session = await given.Planned.SessionWith(["enwiki"]);
        using var grace = await Api.SignedIn(host, Api.Administrator);
        var titles = string.Join('\n', Enumerable.Range(1, 10_000).Select(n => $"Person_{n}"));

        var answer = (await grace.Post(Articles(session), new { wiki = "enwiki", titles = new[] { titles } }))
            .Done
            .Json;

        Assert.Equal(10_000, answer.GetProperty("offered").GetInt32());
        Assert.Equal(200, big.Requests.Count(r => r["prop"] is "info"));
        var found = (await grace.Get($"{Articles(session)}?q=person+9999")).Done.Json;
        Assert.Equal("Person 9999", Assert.Single(found.EnumerateArray()).GetProperty("title").GetString());
        var page = (await grace.Get($"{Articles(session)}?limit=1000&filter=available")).Done;
        Assert.Equal(1000, page.Json.GetArrayLength());
        Assert.True(page.Response.Headers.Contains("Link"));
        var over = await grace.Post(
            Articles(session),
            new { wiki = "enwiki", titles = new[] { $"{titles}\nOne more" } }
        );
        Assert.Equal(HttpStatusCode.BadRequest, over.Status);
    }

    [Fact]
    public async Task A_category_that_goes_on_is_taken_up_to_ten_thousand_pages_and_says_so()
    {
        var asked = 0;
        await using var big = await ScriptedWiki.Start(r =>
            r["generator"].Length > 0 ? CategoryPart(++asked) : (WikiAnswer)Recorded.Site
        );
        await using var host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={given.Connection}",
            $"--MediaWiki:Wikis:enwiki={big.Api.AbsoluteUri}"
        );
        var session = await given.Planned.SessionWith(["enwiki"]);
        using var grace = await Api.SignedIn(host, Api.Administrator);

        var answer = (
            await grace.Post(
                $"/api/v1/sessions/{session}/offered-categories",
                new { wiki = "enwiki", category = "Endless" }
            )
        )
            .Done
            .Json;

        Assert.Equal(10_000, answer.GetProperty("offered").GetInt32());
        Assert.False(answer.GetProperty("isComplete").GetBoolean());
        Assert.Equal("Category:Endless", answer.GetProperty("category").GetString());
        Assert.Equal(20, asked);
    }

    [Fact]
    public async Task A_wiki_that_fails_in_the_middle_of_a_category_leaves_the_list_as_it_was()
    {
        var session = await given.Planned.SessionWith(Wikis);
        var odd = given.Odd;
        odd.Instead = """{"error":{"code":"invalidcategory","info":"The category name you entered is not valid."}}""";
        try
        {
            var answer = await Coordinator.Post(
                $"/api/v1/sessions/{session}/offered-categories",
                new { wiki = "oddwiki", category = "Pages" }
            );

            Assert.Equal("wiki-not-answering", answer.Problem);
            Assert.Equal(0, (await Coordinator.Get(Articles(session))).Done.Json.GetArrayLength());
        }
        finally
        {
            odd.Instead = null;
        }
    }

    [Fact]
    public async Task Of_a_category_redirects_are_left_out_and_named()
    {
        var session = await given.Planned.SessionWith(["enwiki"]);

        var answer = (
            await Coordinator.Post(
                $"/api/v1/sessions/{session}/offered-categories",
                new { wiki = "enwiki", category = "Pages" }
            )
        )
            .Done
            .Json;

        Assert.Equal(1, answer.GetProperty("offered").GetInt32());
        var left = Assert.Single(answer.GetProperty("leftOut").EnumerateArray());
        Assert.Equal(
            ("redirect", "Page seven"),
            (left.GetProperty("result").GetString(), left.GetProperty("title").GetString())
        );
    }

    [Fact]
    public async Task Authors_share_and_others_review_and_who_they_are_is_for_those_who_take_part()
    {
        var session = await given.Planned.SessionWith(["enwiki"], "Ada A", "Ben B", "Cleo C");
        using var ada = await Api.SignedIn(given.Host, "Ada A");
        using var ben = await Api.SignedIn(given.Host, "Ben B");
        using var cleo = await Api.SignedIn(given.Host, "Cleo C");
        using var anybody = new Api(given.Host.Address);
        var brought = (
            await ada.Post($"/api/v1/sessions/{session}/brought-articles", new { wiki = "enwiki", title = "Page 7" })
        )
            .Done
            .Json;
        var assignment = $"{Articles(session)}/{brought.GetProperty("article").GetString()}/assignment";

        Assert.Equal("article-taken", (await ben.Put(assignment, new { })).Problem);
        (
            await Coordinator.Put($"/api/v1/sessions/{session}/article-list", new { authorsPerArticle = 2 })
        ).Done.ToString();
        (await ben.Put(assignment, new { })).Done.ToString();
        (await cleo.Put(assignment, new { role = "reviewer" })).Done.ToString();
        Assert.Equal("own-article", (await ben.Put(assignment, new { role = "reviewer" })).Problem);

        var seen = (await cleo.Get($"{Articles(session)}?filter=mine")).Done.Json[0];
        Assert.Equal(["Ada A", "Ben B"], Names(seen, "authors").Order());
        Assert.Equal(["Cleo C"], Names(seen, "reviewers"));
        var public_ = (await anybody.Get(Articles(session))).Done.Json[0];
        Assert.Equal(
            (2, 1),
            (public_.GetProperty("authorCount").GetInt32(), public_.GetProperty("reviewerCount").GetInt32())
        );
        Assert.Empty(Names(public_, "authors").Concat(Names(public_, "reviewers")));
        Assert.Empty((await anybody.Get($"{Articles(session)}?filter=mine")).Done.Json.EnumerateArray());

        Assert.Equal("name-the-person", (await Coordinator.Delete(assignment)).Problem);
        (await cleo.Delete($"{assignment}?role=reviewer")).Done.ToString();
        (await ada.Delete($"/api/v1/sessions/{session}/enrolment")).Done.ToString();
        var left = (await ben.Get(Articles(session))).Done.Json[0];
        Assert.Equal(["Ben B"], Names(left, "authors"));
        Assert.Empty(Names(left, "reviewers"));
    }

    [Fact]
    public async Task What_is_taken_off_the_list_is_gone_and_copies_have_the_rest_by_the_same_terms()
    {
        var session = await given.Planned.SessionWith(["enwiki"]);
        var offered = (
            await Coordinator.Post(
                Articles(session),
                new { wiki = "enwiki", titles = new[] { "Page 7", "Etta Semple" } }
            )
        )
            .Done
            .Json;
        (await Coordinator.Put($"/api/v1/sessions/{session}/article-list", new { })).Done.ToString();
        var gone = offered.GetProperty("titles")[1].GetProperty("article").GetString();

        (await Coordinator.Delete($"{Articles(session)}/{gone}")).Done.ToString();
        (await Coordinator.Delete($"{Articles(session)}/{gone}")).Done.ToString();
        var copies = (await Coordinator.Post($"/api/v1/sessions/{session}/copies", new { first = "2026-05-01" }))
            .Done
            .Json;

        var copy = copies.GetProperty("sessions")[0].GetProperty("id").GetGuid();
        var listed = (await Coordinator.Get(Articles(copy))).Done.Json;
        Assert.Equal("Page 7", Assert.Single(listed.EnumerateArray()).GetProperty("title").GetString());
        var terms = (await Coordinator.Get($"/api/v1/sessions/{copy}/article-list")).Done.Json;
        Assert.Equal(JsonValueKind.Null, terms.GetProperty("authorsPerArticle").ValueKind);
    }

    [Fact]
    public async Task A_file_is_uploaded_on_the_page_and_what_has_to_be_corrected_stays_in_the_box()
    {
        var session = await given.Planned.SessionWith(["enwiki"]);
        var page = await PageOf(session);
        var form = (await Forms(page)).Single(f => f.Handler == "offer-articles");
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields.Where(f => f.Key is not ("file" or "titles")))
        {
            body.Add(new StringContent(value), name);
        }

        body.Add(new StringContent("https://de.wikipedia.org/wiki/Nirgends\nPage 7"), "titles");
        body.Add(
            new ByteArrayContent(Encoding.UTF8.GetBytes("Etta_Semple\r\nÉmilie_du_Châtelet\r\n")),
            "file",
            "pile.txt"
        );
        var answer = await Coordinator.Send(HttpMethod.Post, page, body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var shown = PageForm.Parse(answer.Text);
        Assert.Equal(
            "https://de.wikipedia.org/wiki/Nirgends",
            shown.QuerySelector("textarea[name=titles]")!.TextContent
        );
        Assert.Contains("3 articles offered", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Etta Semple", "Page 7", "Émilie du Châtelet"],
            (await Coordinator.Get(Articles(session)))
                .Done.Json.EnumerateArray()
                .Select(a => a.GetProperty("title").GetString())
        );
    }

    [Fact]
    public async Task What_is_archived_shows_no_form_that_it_would_refuse()
    {
        var session = await given.Planned.SessionWith(["enwiki"]);
        var page = await PageOf(session);
        Assert.Contains("offer-articles", (await Forms(page)).Select(f => f.Handler));

        (await Coordinator.Put($"/api/v1/sessions/{session}/archive", new { })).Done.ToString();

        Assert.Empty(await Forms(page));
    }

    private static string Articles(Guid session) => $"/api/v1/sessions/{session}/articles";

    private static IEnumerable<string?> Names(JsonElement article, string role) =>
        article.GetProperty(role).EnumerateArray().Select(p => p.GetProperty("userName").GetString());

    private async Task<string> PageOf(Guid session) =>
        $"{(await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString()}/articles";

    private async Task<IReadOnlyList<PageForm>> Forms(string page) =>
        PageForm.In(PageForm.Parse((await Coordinator.Get(page)).Done.Text));

    private static string Missing(string[] titles)
    {
        var pages = titles.Select(t => $$"""{"ns":0,"title":{{JsonSerializer.Serialize(t)}},"missing":true}""");
        return $$$"""{"batchcomplete":true,"query":{"pages":[{{{string.Join(',', pages)}}}]}}""";
    }

    private static string CategoryPart(int nth)
    {
        var pages = Enumerable
            .Range(nth * 500, 500)
            .Select(n => $$"""{"pageid":{{n}},"ns":0,"title":"Page {{n}}","lastrevid":{{n}}}""");
        return $$$"""{"continue":{"gcmcontinue":"page|{{{nth}}}","continue":"gcmcontinue||"},"query":{"pages":[{{{string.Join(
            ',',
            pages
        )}}}]}}""";
    }
}
