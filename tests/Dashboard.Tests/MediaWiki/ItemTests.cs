using System.Globalization;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

public sealed class ItemTests
{
    private static readonly string[] Languages = ["en", "de", "fr", "nl"];

    [Fact]
    public async Task Items_have_the_labels_of_the_languages_asked()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => ItemAnswers.To(r));

        WikiItem item = Assert.Single(await Ask(wiki, "Q42", "Q42"));

        Assert.Equal(("Q42", false, null), (item.Id, item.IsMissing, item.Target));
        Assert.Equal(new ItemLabel("Douglas Adams (schrijver)", "nl"), item.Labels["nl"]);
        WikiRequest request = Assert.Single(wiki.Requests);
        Assert.Equal(
            ("wbgetentities", "Q42", "labels", "en|de|fr|nl", "1", "yes"),
            (
                request["action"],
                request["ids"],
                request["props"],
                request["languages"],
                request["languagefallback"],
                request["redirects"]
            )
        );
        Assert.Equal(("5", "2", "json"), (request["maxlag"], request["formatversion"], request["format"]));
        Assert.StartsWith("CampaignDashboard/", request.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_that_stands_in_says_in_which_language_it_is()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => ItemAnswers.To(r));

        WikiItem item = Assert.Single(await Ask(wiki, "Q7"));

        Assert.Equal(new ItemLabel("Naturalis", "en"), item.Labels["fr"]);
        Assert.Equal(new ItemLabel("Naturalis 2", "mul"), item.Labels["nl"]);
        Assert.False(item.Labels.ContainsKey("de"));
    }

    [Fact]
    public async Task A_redirect_is_told_with_the_labels_of_its_target()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => ItemAnswers.To(r));

        IReadOnlyList<WikiItem> items = await Ask(wiki, "Q8", "Q42");

        Assert.Equal([("Q8", "Q42"), ("Q42", null)], items.Select(i => (i.Id, i.Target)));
        Assert.Equal("Douglas Adams", items[0].Labels["en"].Text);
    }

    [Fact]
    public async Task A_redirect_that_comes_under_the_id_of_its_target_is_found_too()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            ItemAnswers.Entities([("Q42", ItemAnswers.Merged)]),
            ItemAnswers.Entities([("Q42", ItemAnswers.Merged)])
        );

        Assert.Equal("Q42", Assert.Single(await Ask(wiki, "Q8")).Target);
        Assert.Equal([("Q42", null), ("Q8", "Q42")], (await Ask(wiki, "Q42", "Q8")).Select(i => (i.Id, i.Target)));
    }

    [Fact]
    public async Task A_missing_item_is_told_and_one_without_labels_is_not_missing()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => ItemAnswers.To(r));

        IReadOnlyList<WikiItem> items = await Ask(wiki, "Q404", "Q10");

        Assert.Equal([true, false], items.Select(i => i.IsMissing));
        Assert.All(items, i => Assert.Empty(i.Labels));
    }

    [Theory]
    [InlineData("no-such-entity")]
    [InlineData("param-illegal")]
    public async Task One_id_that_no_item_can_have_keeps_no_other_from_its_label(string code)
    {
        const string Bad = "Q99999999999999";
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            r.Names("ids").Contains(Bad) ? Recorded.Error(code, $"Invalid ID: {Bad}") : ItemAnswers.To(r)
        );
        string[] ids = [.. Numbered(1_000, 49), Bad];

        IReadOnlyList<WikiItem> items = await Ask(wiki, ids);

        Assert.Equal(ids, items.Select(i => i.Id));
        Assert.Equal(Bad, Assert.Single(items, i => i.IsMissing).Id);
        Assert.InRange(wiki.Requests.Count, 2, 15);
    }

    [Fact]
    public async Task Fifty_items_are_asked_at_a_time()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => ItemAnswers.To(r));
        string[] ids = [.. Numbered(1_000, 101)];

        IReadOnlyList<WikiItem> items = await Ask(wiki, ids);

        Assert.Equal(ids, items.Select(i => i.Id));
        Assert.Equal([50, 50, 1], wiki.Requests.Select(r => r.Names("ids").Length));
    }

    [Theory]
    [InlineData("""{"entities":{},"success":1}""")]
    [InlineData("""{"entities":{"Q42":{"type":"item"}},"success":1}""")]
    [InlineData("""{"entities":{"Q42":{"id":"Q42","labels":{"en":{"value":7,"language":"en"}}}}}""")]
    [InlineData("""{"success":1}""")]
    public async Task An_answer_of_another_shape_is_a_failure(string answer)
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(answer);

        var failure = await Assert.ThrowsAsync<WikiException>(() => Ask(wiki, "Q42"));

        Assert.Equal("unexpected-answer", failure.Code);
    }

    [Fact]
    public async Task A_wiki_that_knows_no_items_is_a_failure_and_no_missing_item()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            Recorded.Error("badvalue", "Unrecognized value for parameter \"action\": wbgetentities.")
        );

        Assert.Equal("badvalue", (await Assert.ThrowsAsync<WikiException>(() => Ask(wiki, "Q42"))).Code);
    }

    [Fact]
    public async Task What_no_database_keeps_is_left_out_of_a_label()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r => ItemAnswers.To(r));

        WikiItem item = Assert.Single(await Ask(wiki, "Q66"));

        Assert.Equal("<script>alert(1)</script>\u202e\"'&", item.Labels["en"].Text);
    }

    private static IEnumerable<string> Numbered(int first, int count) =>
        Enumerable.Range(first, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"Q{n}"));

    private static Task<IReadOnlyList<WikiItem>> Ask(ScriptedWiki wiki, params string[] ids) =>
        wiki.Client().Items(wiki.Wiki, ids, Languages, default);
}
