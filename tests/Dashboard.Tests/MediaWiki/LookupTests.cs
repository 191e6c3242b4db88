using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>Users, pages, and the site itself.</summary>
public sealed class LookupTests
{
    [Fact]
    public async Task Users_come_in_the_order_asked_with_the_spelling_of_the_wiki()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"batchcomplete":true,"query":{"users":[
             {"name":"1.2.3.4","invalid":true},
             {"userid":3,"name":"Alice","editcount":9,"registration":"2020-01-15T10:30:00Z","centralids":{"CentralAuth":12345,"local":3},"attachedlocal":{"CentralAuth":true,"local":true}},
             {"name":"Nobody","missing":true,"cancreate":true},
             {"userid":6,"name":"Old Timer","editcount":0,"registration":null,"centralids":{"local":6},"attachedlocal":{"local":true}},
             {"name":"Hidden Person","missing":true,"cancreate":false,"cancreateerror":[{"code":"userexists","text":"Username entered already in use."}]},
             {"userid":7,"name":"Vandal","editcount":2,"registration":"2024-01-01T00:00:00Z","blockid":1,"blockedby":"Admin","blockedbyid":1,"blockreason":"vandalism","blockexpiry":"infinite","blockpartial":false},
             {"userid":8,"name":"Tempblocked","editcount":0,"registration":"2024-01-01T00:00:00Z","blockid":3,"blockedby":"Admin","blockedbyid":1,"blockreason":"long","blockexpiry":"2099-01-01T00:00:00Z","blockpartial":true}]}}
            """
        );

        string[] asked =
        [
            "alice",
            "1.2.3.4",
            "Nobody",
            "bad#name",
            "Old_Timer",
            "Hidden Person",
            "Vandal",
            "Tempblocked",
            "alice",
        ];
        IReadOnlyList<WikiUser> users = await wiki.Client().Users(wiki.Wiki, asked, default);

        DateTimeOffset newYear = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var alice = new WikiUser(
            "alice",
            "Alice",
            UserState.Exists,
            3,
            12345,
            new(2020, 1, 15, 10, 30, 0, TimeSpan.Zero),
            9,
            null,
            false
        )
        {
            SharesAccounts = true,
        };
        Assert.Equal(
            [
                alice,
                new("1.2.3.4", "1.2.3.4", UserState.Invalid, null, null, null, 0, null, false),
                new("Nobody", "Nobody", UserState.Missing, null, null, null, 0, null, true),
                new("bad#name", "bad#name", UserState.Invalid, null, null, null, 0, null, false),
                new("Old_Timer", "Old Timer", UserState.Exists, 6, null, null, 0, null, false),
                new("Hidden Person", "Hidden Person", UserState.Missing, null, null, null, 0, null, false)
                {
                    CannotCreate = new("userexists", "Username entered already in use."),
                },
                new("Vandal", "Vandal", UserState.Exists, 7, null, newYear, 2, new(false, null, "vandalism"), false),
                new(
                    "Tempblocked",
                    "Tempblocked",
                    UserState.Exists,
                    8,
                    null,
                    newYear,
                    0,
                    new(true, new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), "long"),
                    false
                ),
                alice,
            ],
            users
        );
        Assert.Equal(
            "alice|1.2.3.4|Nobody|Old Timer|Hidden Person|Vandal|Tempblocked",
            Assert.Single(wiki.Requests)["ususers"]
        );
    }

    [Fact]
    public async Task An_account_outside_the_shared_ones_has_no_central_id()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"query":{"users":[{"userid":3,"name":"Alice","editcount":9,"registration":"2020-01-15T10:30:00Z",
             "centralids":{"CentralAuth":0,"local":3},"attachedlocal":{"CentralAuth":false,"local":true}}]}}
            """
        );

        WikiUser user = Assert.Single(await wiki.Client().Users(wiki.Wiki, ["Alice"], default));

        Assert.Equal((null, true), (user.CentralId, user.SharesAccounts));
    }

    [Fact]
    public async Task Accounts_are_found_by_their_numbers()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"query":{"users":[{"userid":99,"missing":true},
             {"userid":3,"name":"Alice","editcount":9,"registration":"2020-01-15T10:30:00Z","centralids":{"CentralAuth":12345,"local":3}}]}}
            """
        );

        WikiUser user = Assert.Single(await wiki.Client().UsersById(wiki.Wiki, [99, 3, 3], default));

        Assert.Equal(("Alice", 3, 12345), (user.Name, user.LocalId, user.CentralId));
        Assert.Equal("99|3", Assert.Single(wiki.Requests)["ususerids"]);
    }

    [Fact]
    public async Task Fifty_users_are_asked_at_a_time()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            $$"""
                {"query":{"users":[{{string.Join(
                    ',',
                    r.Names("ususers").Select(n => $"{{\"name\":\"{n}\",\"missing\":true}}")
                )}}]} }
                """
        );
        string[] names = [.. Enumerable.Range(1, 101).Select(i => $"User {i}")];

        IReadOnlyList<WikiUser> users = await wiki.Client().Users(wiki.Wiki, names, default);

        Assert.Equal(names, users.Select(u => u.Name));
        Assert.Equal([50, 50, 1], wiki.Requests.Select(r => r.Names("ususers").Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"name":"Bob","missing":true},{"name":"Carol","missing":true}""")]
    public async Task Another_number_of_answers_than_of_users_is_a_failure(string answers)
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start($$$"""{"query":{"users":[{{{answers}}}]}}""");

        var failure = await Assert.ThrowsAsync<WikiException>(() => wiki.Client().Users(wiki.Wiki, ["Bob"], default));

        Assert.Equal("unexpected-answer", failure.Code);
    }

    [Fact]
    public async Task Pages_come_in_the_order_asked_under_the_titles_of_the_wiki()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"batchcomplete":true,"query":{"normalized":[{"fromencoded":false,"from":"ba","to":"Ba"}],
             "interwiki":[{"title":"fr:Foo","iw":"fr"}],"pages":[
             {"ns":0,"title":"Ba","missing":true,"contentmodel":"wikitext"},
             {"ns":-1,"title":"Special:X","special":true,"missing":true},
             {"title":"bad[x","invalidreason":{"code":"title-invalid-characters","text":"The requested page title contains invalid characters: \"[\"."},"invalid":true},
             {"pageid":17,"ns":0,"title":"Old name","redirect":true,"touched":"2024-05-06T09:00:00Z","lastrevid":40,"length":53,"new":true},
             {"pageid":16,"ns":6,"title":"File:Blue square.png","touched":"2024-05-06T09:00:00Z","lastrevid":38,"length":53,"new":true}]}}
            """
        );

        IReadOnlyList<PageInfo> pages = await wiki.Client()
            .Pages(wiki.Wiki, ["ba", "File:Blue_square.png", "bad[x", "fr:Foo", "Special:X", "Old name", ""], default);

        Assert.Equal(
            [
                new("ba", "Ba", PageState.Missing, 0, null, null, false),
                new("File:Blue_square.png", "File:Blue square.png", PageState.Exists, 6, 16, 38, false),
                new("bad[x", "bad[x", PageState.Invalid, 0, null, null, false),
                new("fr:Foo", "fr:Foo", PageState.Invalid, 0, null, null, false),
                new("Special:X", "Special:X", PageState.Invalid, 0, null, null, false),
                new("Old name", "Old name", PageState.Exists, 0, 17, 40, true),
                new("", "", PageState.Invalid, 0, null, null, false),
            ],
            pages
        );
        Assert.Single(wiki.Requests);
    }

    [Fact]
    public async Task A_title_with_the_separator_in_it_stays_one_title()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """{"query":{"pages":[{"title":"a|b","invalid":true},{"ns":0,"title":"C","missing":true}]}}"""
        );

        IReadOnlyList<PageInfo> pages = await wiki.Client().Pages(wiki.Wiki, ["a|b", "C"], default);

        Assert.Equal([PageState.Invalid, PageState.Missing], pages.Select(p => p.State));
        Assert.Equal(["a|b", "C"], Assert.Single(wiki.Requests).Names("titles"));
    }

    [Fact]
    public async Task A_site_tells_its_namespaces_its_extensions_and_whether_it_takes_edits()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Site,
            Recorded.Site.Replace(Recorded.SiteGeneral, Recorded.SiteReadOnly, StringComparison.Ordinal)
        );
        ActionApi api = wiki.Client();

        SiteInfo site = await api.SiteInfo(wiki.Wiki, default);

        Assert.Equal(new WikiId("enwiki"), site.Id);
        Assert.Equal([0, 120], site.ContentNamespaces);
        Assert.Equal(new WikiNamespace(120, "Eigenschaft", "Property", true), site.Namespaces[^1]);
        Assert.Contains("CentralAuth", site.Extensions);
        Assert.Null(site.ReadOnlyReason);
        Assert.Equal("Switching data centres", (await api.SiteInfo(wiki.Wiki, default)).ReadOnlyReason);
    }
}
