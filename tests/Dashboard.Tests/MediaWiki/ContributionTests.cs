using System.Globalization;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

public sealed class ContributionTests
{
    private static readonly DateTimeOffset Start = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private const string Within = "2024-05-06T09:00:00Z";

    [Fact]
    public async Task A_row_is_read_with_all_its_fields()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Contributions([Recorded.Row(38, "Bob", Within)], general: Recorded.SiteGeneral)
        );

        ContributionPage page = Assert.Single(await Read(wiki, ["Bob"]));

        Contribution row = Assert.Single(page.Rows);
        Assert.Equal(["visualeditor"], row.Tags);
        Assert.Equal(
            new Contribution(
                new("enwiki"),
                RevisionId: 38,
                ParentId: 0,
                PageId: 16,
                Namespace: 6,
                "File:Blue square.png",
                "Bob",
                new(2024, 5, 6, 9, 0, 0, TimeSpan.Zero),
                Size: 53,
                SizeDifference: 53,
                IsNew: true,
                IsMinor: false,
                row.Tags,
                "a blue square",
                TextHidden: false
            ),
            row
        );
        Assert.Null(page.ReadOnlyReason);
        Assert.Empty(page.Rejected);
    }

    [Fact]
    public async Task More_rows_than_an_answer_holds_are_followed_to_the_end()
    {
        string[] rows = [.. Enumerable.Range(1, 1003).Select(i => Recorded.Row(i, "Bob", Within))];
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Contributions(rows[..500], "actor|4|20240506090000|501", Recorded.SiteGeneral),
            Recorded.Contributions(rows[500..1000], "actor|4|20240506090000|1001"),
            Recorded.Contributions(rows[1000..])
        );

        List<ContributionPage> pages = await Read(wiki, ["Bob"]);

        Assert.Equal([500, 500, 3], pages.Select(p => p.Rows.Count));
        Assert.Equal(
            Enumerable.Range(1, 1003).Select(i => (long)i),
            pages.SelectMany(p => p.Rows).Select(r => r.RevisionId)
        );
        Assert.Equal(
            ["", "actor|4|20240506090000|501", "actor|4|20240506090000|1001"],
            wiki.Requests.Select(r => r["uccontinue"])
        );
        Assert.Equal(["", "-||siteinfo", "-||siteinfo"], wiki.Requests.Select(r => r["continue"]));
    }

    [Fact]
    public async Task A_continuation_that_does_not_move_is_a_failure_and_not_an_endless_loop()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(_ =>
            Recorded.Contributions([Recorded.Row(1, "Bob", Within)], "actor|4|20240506090000|501")
        );

        var failure = await Assert.ThrowsAsync<WikiException>(() => Read(wiki, ["Bob"]));

        Assert.Equal("unexpected-answer", failure.Code);
    }

    [Fact]
    public async Task A_hundred_and_twenty_users_are_three_requests()
    {
        string[] names = [.. Enumerable.Range(1, 120).Select(i => $"User {i}")];
        await using ScriptedWiki wiki = await ScriptedWiki.Start(AnswersEveryone());

        List<ContributionPage> pages = await Read(wiki, names);

        Assert.Equal([50, 50, 20], wiki.Requests.Select(r => r.Names("ucuser").Length));
        Assert.Equal(names, pages.SelectMany(p => p.Rows).Select(r => r.User));
    }

    [Fact]
    public async Task The_state_of_the_site_is_asked_once()
    {
        string[] names = [.. Enumerable.Range(1, 120).Select(i => $"User {i}")];
        await using ScriptedWiki wiki = await ScriptedWiki.Start(AnswersEveryone(Recorded.SiteReadOnly));

        List<ContributionPage> pages = await Read(wiki, names);

        Assert.Equal(["siteinfo", "", ""], wiki.Requests.Select(r => r["meta"]));
        Assert.All(pages, p => Assert.Equal("Switching data centres", p.ReadOnlyReason));
        Assert.Equal(120, pages.Sum(p => p.Rows.Count));
    }

    [Fact]
    public async Task The_window_includes_its_start_and_excludes_its_end()
    {
        string[] times =
        [
            "2024-04-30T23:59:59Z",
            "2024-05-01T00:00:00Z",
            "2024-05-31T23:59:59Z",
            "2024-06-01T00:00:00Z",
        ];
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Contributions(times.Select((t, i) => Recorded.Row(i, "Bob", t)), general: Recorded.SiteGeneral)
        );

        List<ContributionPage> pages = await Read(wiki, ["Bob"]);

        Assert.Equal([1, 2], pages.SelectMany(p => p.Rows).Select(r => r.RevisionId));
        WikiRequest request = Assert.Single(wiki.Requests);
        Assert.Equal("2024-05-01T00:00:00Z", request["ucstart"]);
        Assert.Equal("2024-05-31T23:59:59Z", request["ucend"]);
        Assert.Equal("newer", request["ucdir"]);
    }

    [Fact]
    public async Task A_window_that_ends_before_it_starts_is_refused_without_a_request()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start();

        Assert.Throws<ArgumentOutOfRangeException>(() =>
            wiki.Client().Contributions(wiki.Wiki, ["Bob"], End, Start, default)
        );

        Assert.Empty(wiki.Requests);
    }

    [Fact]
    public async Task A_hidden_comment_is_null_and_hidden_text_is_told()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"batchcomplete":true,"query":{"usercontribs":[{"userid":4,"user":"Bob","pageid":16,"revid":38,"parentid":37,
             "ns":0,"title":"Z","timestamp":"2024-05-06T09:00:00Z","new":false,"minor":true,"top":false,
             "texthidden":true,"commenthidden":true,"size":53,"tags":[]}]}}
            """
        );

        Contribution row = Assert.Single((await Read(wiki, ["Bob"])).SelectMany(p => p.Rows));

        Assert.Null(row.Comment);
        Assert.True(row.TextHidden);
        Assert.Null(row.SizeDifference);
    }

    [Fact]
    public async Task A_name_that_the_wiki_rejects_costs_one_request_and_no_row_of_the_others()
    {
        string[] names = [.. Enumerable.Range(1, 49).Select(i => $"User {i}"), "Talk:Alice"];
        await using ScriptedWiki wiki = await ScriptedWiki.Start(Rejects(["Talk:Alice"], Recorded.BadUser));

        List<ContributionPage> pages = await Read(wiki, names);

        Assert.Equal(["Talk:Alice"], pages.SelectMany(p => p.Rejected));
        Assert.Equal(names[..49], pages.SelectMany(p => p.Rows).Select(r => r.User));
        Assert.Equal(2, wiki.Requests.Count);
    }

    [Fact]
    public async Task A_name_that_the_wiki_rejects_without_naming_it_is_found_by_halves()
    {
        string[] names = [.. Enumerable.Range(1, 50).Select(i => $"User {i}")];
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Rejects(["User 7", "User 33"], _ => Recorded.Error("baduser", "Nom d’utilisateur non valide."))
        );

        List<ContributionPage> pages = await Read(wiki, names);

        Assert.Equal(["User 7", "User 33"], pages.SelectMany(p => p.Rejected));
        Assert.Equal(names.Except(["User 7", "User 33"]), pages.SelectMany(p => p.Rows).Select(r => r.User));
    }

    [Theory]
    [InlineData("bad#name")]
    [InlineData("bad|name")]
    [InlineData("[bad]")]
    [InlineData("  ")]
    [InlineData("half \ud800 pair")]
    [InlineData("bell\a")]
    public async Task A_name_that_no_wiki_accepts_is_not_sent(string name)
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(AnswersEveryone());

        List<ContributionPage> pages = await Read(wiki, [name, "Bob"]);

        Assert.Equal([name], pages.SelectMany(p => p.Rejected));
        Assert.Equal("Bob", Assert.Single(wiki.Requests)["ucuser"]);
        Assert.Single(pages.SelectMany(p => p.Rows));
    }

    [Fact]
    public async Task Names_are_sent_once_as_the_wiki_would_spell_them()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(AnswersEveryone());

        await Read(wiki, ["\u200eOld_Timer ", "Old Timer", "Cafe\u0301"]);

        Assert.Equal("Old Timer|Café", Assert.Single(wiki.Requests)["ucuser"]);
    }

    [Fact]
    public async Task A_long_list_of_names_is_posted_and_a_short_one_is_not()
    {
        string[] arabic =
        [
            .. Enumerable
                .Range(1, 50)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"مستخدم ذو اسم طويل {i}")),
        ];
        await using ScriptedWiki wiki = await ScriptedWiki.Start(AnswersEveryone());

        List<ContributionPage> pages = await Read(wiki, [.. arabic, "Bob"]);

        Assert.Equal(["POST", "GET"], wiki.Requests.Select(r => r.Method));
        Assert.Equal("true", wiki.Requests.First().Headers["Promise-Non-Write-API-Action"]);
        Assert.Equal([.. arabic, "Bob"], pages.SelectMany(p => p.Rows).Select(r => r.User));
    }

    private static Func<WikiRequest, WikiAnswer> AnswersEveryone(string general = Recorded.SiteGeneral) =>
        request =>
            Recorded.Contributions(
                request.Names("ucuser").Select((n, i) => Recorded.Row(i, n, Within)),
                general: request["meta"] is "siteinfo" ? general : null
            );

    private static Func<WikiRequest, WikiAnswer> Rejects(string[] bad, Func<string, string> error) =>
        request =>
            request.Names("ucuser").FirstOrDefault(bad.Contains) is { } name ? error(name) : AnswersEveryone()(request);

    private static async Task<List<ContributionPage>> Read(ScriptedWiki wiki, string[] names)
    {
        List<ContributionPage> pages = [];
        await foreach (ContributionPage page in wiki.Client().Contributions(wiki.Wiki, names, Start, End, default))
        {
            pages.Add(page);
        }
        return pages;
    }
}
