namespace CampaignDashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class Refusals_are_told_where_they_are_typed(Site site)
{
    private static readonly (string Field, string Value)[] Good =
    [
        ("title", "A session that is not"),
        ("startDate", "2026-03-08"),
        ("startTime", "13:00"),
        ("endDate", "2026-03-08"),
        ("endTime", "18:00"),
        ("timeZone", "Europe/Amsterdam"),
        ("venue", "Café “Zum Löwen”"),
        ("description", "Two lines,\nkept."),
        ("wikis", "enwiki"),
    ];

    [Theory]
    [InlineData("endDate", "2026-03-07", "end")]
    [InlineData("timeZone", "Europe/Atlantis", "no such time zone")]
    [InlineData("wikis", "enwiki\nklingonwiki", "klingonwiki")]
    [InlineData("slug", "women-in-science", "has this address already")]
    public async Task A_session_is_refused_and_what_was_typed_is_kept(string field, string value, string said)
    {
        await using var visit = await site.Visit(Screen.Desktop, Site.Coordinator, new() { JavaScriptEnabled = false });
        var typed = Good.ToDictionary(StringComparer.Ordinal);
        typed[field] = value;
        await visit.Open($"{site.Program}/new-session");
        await visit.Send([.. typed.Select(entry => (entry.Key, entry.Value))]);

        Assert.EndsWith("/new-session", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains(await visit.Messages, words => words.Contains(said, StringComparison.Ordinal));
        foreach (var (name, content) in typed)
        {
            Assert.Equal(content, await visit.Page.Locator($"[name={name}]").InputValueAsync());
        }
    }
}
