using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>Pages by number, where redirects lead, and the pages of categories.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task Where_redirects_lead_comes_with_the_pages_in_one_request()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"batchcomplete":true,"query":{"redirects":[{"from":"Anning","to":"M. Anning"},{"from":"M. Anning","to":"Mary Anning","tofragment":"Life"},
             {"from":"Away","to":"fr:Ailleurs"},{"from":"Gone","to":"Nowhere"},{"from":"A","to":"B"},{"from":"B","to":"A"},{"from":"Draft","to":"User:Alice/Draft"}],
             "interwiki":[{"title":"fr:Ailleurs","iw":"fr"}],"pages":[
             {"pageid":17,"ns":0,"title":"Mary Anning","lastrevid":99},
             {"ns":0,"title":"Nowhere","missing":true},
             {"pageid":20,"ns":2,"title":"User:Alice/Draft","lastrevid":7},
             {"pageid":18,"ns":0,"title":"Plain","lastrevid":98}]}}
            """
        );

        string[] titles = ["Anning", "Plain", "Away", "Gone", "A", "Draft"];
        IReadOnlyList<PageInfo> pages = await wiki.Client().FollowedPages(wiki.Wiki, titles, default);

        Assert.Equal([true, false, true, true, true, true], pages.Select(p => p.IsRedirect));
        Assert.Equal(
            ["Mary Anning", null, null, "Nowhere", null, "User:Alice/Draft"],
            pages.Select(p => p.LeadsTo?.Title)
        );
        Assert.Equal((17, PageState.Exists), (pages[0].LeadsTo!.PageId, pages[0].LeadsTo!.State));
        Assert.Equal("1", Assert.Single(wiki.Requests)["redirects"]);
    }

    [Fact]
    public async Task Pages_are_known_by_their_numbers_fifty_a_request()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            $$$"""
                {"query":{"pages":[{{{string.Join(
                    ',',
                    r.Names("pageids").Select(n => n == "7"
                        ? """{"pageid":7,"missing":true}"""
                        : $$"""{"pageid":{{n}},"ns":0,"title":"Page {{n}}","lastrevid":1}""")
                )}}}]}}
                """
        );

        IReadOnlyList<PageInfo> pages = await wiki.Client()
            .PagesById(wiki.Wiki, [.. Enumerable.Range(1, 101).Select(n => (long)n), 5], default);

        Assert.Equal(Enumerable.Range(1, 101).Where(n => n != 7).Select(n => (long?)n), pages.Select(p => p.PageId));
        Assert.Equal([50, 50, 1], wiki.Requests.Select(r => r.Names("pageids").Length));
    }

    [Fact]
    public async Task A_category_comes_five_hundred_pages_a_request_however_sparse_the_answers()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Category("""{"gcmcontinue":"a|1","continue":"gcmcontinue||"}""", Page(1), Page(2)),
            """{"continue":{"gcmcontinue":"b|2","continue":"gcmcontinue||"}}""",
            Category(null, Page(3))
        );

        CategoryPages[] parts = await All(wiki, talk: false);

        Assert.Equal([2, 0, 1], parts.Select(p => p.Pages.Count));
        Assert.Equal([true, true, false], parts.Select(p => p.GoesOn));
        Assert.Equal(["", "a|1", "b|2"], wiki.Requests.Select(r => r["gcmcontinue"]));
        Assert.All(wiki.Requests, r => Assert.Equal(("500", "0|120"), (r["gcmlimit"], r["gcmnamespace"])));
    }

    [Fact]
    public async Task A_category_that_is_empty_or_not_there_has_no_pages()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start("""{"batchcomplete":true}""");

        Assert.Empty(Assert.Single(await All(wiki, talk: false)).Pages);
    }

    [Fact]
    public async Task Talk_pages_are_told_as_the_pages_they_are_about()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Category(
                null,
                """{"pageid":9,"ns":1,"title":"Talk:Mary Anning","lastrevid":5,"subjectid":17,"associatedpage":"Mary Anning"}""",
                """{"pageid":10,"ns":1,"title":"Talk:Etta Semple","lastrevid":6,"associatedpage":"Etta Semple"}"""
            )
        );

        CategoryPages part = Assert.Single(await All(wiki, talk: true));

        Assert.Equal(["Mary Anning", "Etta Semple"], part.Pages.Select(p => p.Title));
        Assert.Equal([17, null], part.Pages.Select(p => p.PageId));
        Assert.Equal([PageState.Exists, PageState.Missing], part.Pages.Select(p => p.State));
        Assert.Equal("1|121", Assert.Single(wiki.Requests)["gcmnamespace"]);
    }

    private static async Task<CategoryPages[]> All(ScriptedWiki wiki, bool talk)
    {
        List<CategoryPages> parts = [];
        await foreach (
            CategoryPages part in wiki.Client().PagesOfCategory(wiki.Wiki, "Category:X", [0, 120], talk, default)
        )
        {
            parts.Add(part);
        }
        return [.. parts];
    }

    private static string Page(long n) => $$"""{"pageid":{{n}},"ns":0,"title":"Page {{n}}","lastrevid":{{n}}}""";

    private static string Category(string? next, params string[] pages) =>
        $$$"""{{{{(next is null ? "" : $"\"continue\":{next},")}}}"query":{"pages":[{{{string.Join(',', pages)}}}]}}""";
}
