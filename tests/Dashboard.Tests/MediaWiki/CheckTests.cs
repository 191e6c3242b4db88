using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>What is asked again later: what became of pages, revisions and people.</summary>
public sealed class CheckTests
{
    private static readonly DateTimeOffset Start = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly long[] Revisions = [38, 39, 40, 41, 42, 43];

    [Fact]
    public async Task What_became_of_pages_is_told_of_each_fifty_a_request()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            $$$"""
                {"query":{"pages":[{{{string.Join(
                    ',',
                    r.Names("pageids").Reverse().Select(n => n switch
                    {
                        "7" => """{"pageid":7,"missing":true}""",
                        "8" => """{"pageid":8,"ns":2,"title":"User:Bob/Draft","redirect":true,"lastrevid":1}""",
                        _ => $$"""{"pageid":{{n}},"ns":0,"title":"Page {{n}}","lastrevid":1}""",
                    })
                )}}}]}}
                """
        );

        PageOnWiki[] pages =
        [
            .. (
                await wiki.Client()
                    .PageStates(wiki.Wiki, [.. Enumerable.Range(1, 51).Select(n => (long)n), 5], default)
                    .ToArrayAsync()
            ).SelectMany(p => p),
        ];

        Assert.Equal(Enumerable.Range(1, 51).Select(n => (long)n), pages.Select(p => p.PageId));
        Assert.Equal([7], pages.Where(p => !p.Exists).Select(p => p.PageId));
        Assert.Equal(new PageOnWiki(8, "User:Bob/Draft", 2, IsRedirect: true), pages[7]);
        Assert.Equal([50, 1], wiki.Requests.Select(r => r.Names("pageids").Length));
    }

    [Fact]
    public async Task What_a_wiki_hides_of_revisions_is_told_part_by_part()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"batchcomplete":true,"query":{"badrevids":{"42":{"revid":42,"missing":true}},"pages":[
             {"pageid":16,"ns":0,"title":"Mary Anning","revisions":[
              {"revid":39,"parentid":38,"user":"Bob","comment":"","sha1hidden":true},
              {"revid":38,"parentid":0,"user":"Bob","comment":"","sha1":"aa"},
              {"revid":40,"parentid":39,"userhidden":true,"commenthidden":true,"sha1hidden":true,"suppressed":true}]},
             {"pageid":17,"ns":0,"title":"Other","revisions":[
              {"revid":41,"parentid":0,"user":"Bob","commenthidden":true,"sha1":"bb"},
              {"revid":43,"parentid":41,"user":"Bob","comment":"","sha1":"bb","suppressed":true}]}]}}
            """
        );

        RevisionVisibility[] shown = Assert
            .Single(await wiki.Client().Visibility(wiki.Wiki, Revisions, default).ToArrayAsync())
            .ToArray();

        Assert.Equal(
            [
                new(38, false, false, false, Suppressed: false, Gone: false),
                new(39, true, false, false, Suppressed: false, Gone: false),
                new(40, true, true, true, Suppressed: true, Gone: false),
                new(41, false, false, true, Suppressed: false, Gone: false),
                new(42, false, false, false, Suppressed: false, Gone: true),
                new(43, false, false, false, Suppressed: true, Gone: false),
            ],
            shown
        );
        Assert.Equal([false, true, true, true, false, false], shown.Select(s => s.IsHidden));
        Assert.Equal("38|39|40|41|42|43", Assert.Single(wiki.Requests)["revids"]);
    }

    [Theory]
    [InlineData("""{"query":{"pages":[]}}""")]
    [InlineData("""{"query":{"badrevids":{"38":{"missing":true}}}}""")]
    [InlineData("""{"batchcomplete":true}""")]
    public async Task A_revision_that_is_not_answered_is_a_failure(string answer)
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(answer);

        WikiException failure = await Assert.ThrowsAsync<WikiException>(async () =>
            await wiki.Client().Visibility(wiki.Wiki, [38], default).ToArrayAsync()
        );

        Assert.Equal("unexpected-answer", failure.Code);
    }

    [Fact]
    public async Task The_last_edit_before_an_instant_takes_one_request_for_one_row()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """{"batchcomplete":true,"continue":{"uccontinue":"2","continue":"-||"},"query":{"usercontribs":[{"userid":4,"user":"Bob","timestamp":"2024-04-30T08:00:00Z"}]}}""",
            Recorded.NoContributions,
            Recorded.BadUser("Bad/name")
        );

        Assert.Equal(
            new DateTimeOffset(2024, 4, 30, 8, 0, 0, TimeSpan.Zero),
            await wiki.Client().LastEditBefore(wiki.Wiki, "Bob", Start, default)
        );
        Assert.Null(await wiki.Client().LastEditBefore(wiki.Wiki, "Alice", Start, default));
        Assert.Null(await wiki.Client().LastEditBefore(wiki.Wiki, "Bad/name", Start, default));
        Assert.Null(await wiki.Client().LastEditBefore(wiki.Wiki, "Bad#name", Start, default));

        Assert.Equal(3, wiki.Requests.Count);
        Assert.All(
            wiki.Requests,
            r => Assert.Equal(("1", "older", "2024-05-01T09:59:59Z"), (r["uclimit"], r["ucdir"], r["ucstart"]))
        );
    }

    [Fact]
    public async Task Who_edited_is_told_without_reading_all_that_they_did()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Contributions([Recorded.Row(1, "Alice", "2024-05-02T00:00:00Z")], "actor|1"),
            Recorded.Contributions([], "actor|2"),
            Recorded.Contributions([Recorded.Row(2, "Carol", "2024-05-03T00:00:00Z")])
        );

        IReadOnlyDictionary<string, Contribution> editors = await wiki.Client()
            .Editors(wiki.Wiki, ["Alice", "Bob", "Carol"], Start, Start.AddDays(30), default);

        Assert.Equal(["Alice", "Carol"], editors.Keys.Order());
        Assert.Equal(
            ["Alice|Bob|Carol ", "Bob|Carol ", "Bob|Carol actor|2"],
            wiki.Requests.Select(r => $"{r["ucuser"]} {r["uccontinue"]}")
        );
    }

    [Fact]
    public async Task Nobody_left_means_nobody_is_asked_about()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Contributions([Recorded.Row(1, "Alice", "2024-05-02T00:00:00Z")], "actor|1")
        );

        Assert.Empty(await wiki.Client().Editors(wiki.Wiki, [], Start, Start.AddDays(30), default));
        Assert.Single(await wiki.Client().Editors(wiki.Wiki, ["Alice"], Start, Start.AddDays(30), default));
        Assert.Single(wiki.Requests);
    }

    [Fact]
    public async Task An_account_that_wikis_share_is_told_with_its_first_registration()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """{"batchcomplete":true,"query":{"globaluserinfo":{"home":"frwiki","id":4711,"registration":"2024-04-20T07:00:00Z","name":"Zoë"}}}""",
            """{"batchcomplete":true,"query":{"globaluserinfo":{"missing":true}}}"""
        );

        Assert.Equal(
            new("Zoë", 4711, new DateTimeOffset(2024, 4, 20, 7, 0, 0, TimeSpan.Zero)),
            await wiki.Client().GlobalAccount(wiki.Wiki, "zoë", default)
        );
        Assert.Null(await wiki.Client().GlobalAccount(wiki.Wiki, "Nobody", default));
        Assert.Equal(["zoë", "Nobody"], wiki.Requests.Select(r => r["guiuser"]));
    }
}
