using System.Globalization;
using System.Text.Json;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

public sealed class RevisionTextTests
{
    [Fact]
    public async Task Texts_hidden_texts_and_deleted_revisions_are_told_once_each()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"batchcomplete":true,"query":{"badrevids":{"99":{"revid":99,"missing":true}},"pages":[
             {"pageid":17,"ns":0,"title":"Z","revisions":[
              {"revid":38,"parentid":37,"slots":{"main":{"contentmodel":"wikitext","contentformat":"text/x-wiki","content":"A<ref>b</ref>"}}},
              {"revid":37,"parentid":0,"slots":{"main":{"texthidden":true}},"texthidden":true}]},
             {"pageid":16,"ns":0,"title":"Lost","revisions":[{"revid":12,"parentid":0,"slots":{"main":{"missing":true}}}]}]}}
            """
        );

        List<RevisionText> texts = await Read(wiki, [38, 37, 99, 12, 38]);

        Assert.Equal(
            [
                new(12, 0, null, null),
                new(37, 0, null, null),
                new(38, 37, "wikitext", "A<ref>b</ref>"),
                new(99, null, null, null),
            ],
            texts.OrderBy(t => t.Revision)
        );
        WikiRequest request = Assert.Single(wiki.Requests);
        Assert.Equal(
            ("revisions", "38|37|99|12", "ids|content", "main"),
            (request["prop"], request["revids"], request["rvprop"], request["rvslots"])
        );
    }

    [Fact]
    public async Task A_hundred_and_twenty_revisions_are_three_requests()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => Answer(Ids(r)));

        List<RevisionText> texts = await Read(wiki, Enumerable.Range(1, 120).Select(i => (long)i));

        Assert.Equal([50, 50, 20], wiki.Requests.Select(r => r.Names("revids").Length));
        Assert.Equal(120, texts.DistinctBy(t => t.Revision).Count());
        Assert.All(texts, t => Assert.Equal($"Text {t.Revision}", t.Text));
    }

    [Fact]
    public async Task Texts_that_fill_an_answer_go_on_in_the_next()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            r["rvcontinue"] == "3" ? Answer([3]) : Answer([1, 2], next: "3")
        );

        List<RevisionText> texts = await Read(wiki, [1, 2, 3, 404]);

        Assert.Equal([1, 2, 3, 404], texts.Select(t => t.Revision));
        Assert.Equal(["", "3"], wiki.Requests.Select(r => r["rvcontinue"]));
        Assert.All(wiki.Requests, r => Assert.Equal("1|2|3|404", r["revids"]));
    }

    [Fact]
    public async Task An_answer_larger_than_we_accept_is_asked_for_in_halves()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            Answer(Ids(r), text: new string('x', Ids(r).Length > 3 ? 4000 : 10))
        );

        List<RevisionText> texts = await Read(wiki, [1, 2, 3, 4, 5, 6, 7], ("MaxResponseBytes", "3000"));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], texts.Select(t => t.Revision).Order());
        Assert.Equal([7, 3, 4, 2, 2], wiki.Requests.Select(r => Ids(r).Length));
    }

    [Fact]
    public async Task One_text_that_is_too_large_alone_is_a_failure()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => Answer(Ids(r), text: new string('x', 4000)));

        var failure = await Assert.ThrowsAsync<WikiException>(() => Read(wiki, [1, 2], ("MaxResponseBytes", "3000")));

        Assert.Equal("too-large", failure.Code);
    }

    [Fact]
    public async Task A_continuation_that_does_not_move_is_a_failure_and_not_an_endless_loop()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(_ => Answer([1], next: "2"));

        Assert.Equal("unexpected-answer", (await Assert.ThrowsAsync<WikiException>(() => Read(wiki, [1, 2]))).Code);
    }

    private static long[] Ids(WikiRequest request) =>
        Array.ConvertAll(request.Names("revids"), id => long.Parse(id, CultureInfo.InvariantCulture));

    private static WikiAnswer Answer(IEnumerable<long> ids, string? next = null, string? text = null) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object?>
            {
                ["continue"] = next is null ? null : new { rvcontinue = next, @continue = "||" },
                ["query"] = new
                {
                    pages = new[] { new { pageid = 1, revisions = ids.Select(id => Revision(id, text)) } },
                },
            }
        );

    private static object Revision(long id, string? text) =>
        new
        {
            revid = id,
            parentid = 0,
            slots = new { main = new { contentmodel = "wikitext", content = text ?? $"Text {id}" } },
        };

    private static async Task<List<RevisionText>> Read(
        ScriptedWiki wiki,
        IEnumerable<long> revisions,
        params (string Key, string Value)[] settings
    )
    {
        List<RevisionText> texts = [];
        await foreach (var some in wiki.Client(settings).RevisionTexts(wiki.Wiki, revisions, default))
        {
            texts.AddRange(some);
        }
        return texts;
    }
}
