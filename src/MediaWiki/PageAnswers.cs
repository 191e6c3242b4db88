using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Matches the answers of <c>prop=info</c> with the titles asked: pages come in an order of the wiki's own, under titles
/// it normalised, and titles of other wikis in a list apart.
/// </summary>
internal static class PageAnswers
{
    internal static IEnumerable<PageInfo> Match(IReadOnlyList<AskedName> asked, JsonElement root)
    {
        JsonElement query = root.GetProperty("query");
        Dictionary<string, string> spelling = query
            .OptionalItems("normalized")
            .ToDictionary(n => n.Text("from"), n => n.Text("to"), StringComparer.Ordinal);
        HashSet<string> elsewhere = [.. query.OptionalItems("interwiki").Select(i => i.Text("title"))];
        var pages = query.OptionalItems("pages").ToDictionary(p => p.Text("title"), p => p, StringComparer.Ordinal);
        foreach (AskedName name in asked)
        {
            string title = spelling.GetValueOrDefault(name.Sent, name.Sent);
            yield return elsewhere.Contains(title) ? Invalid(name.Asked, title)
            : pages.TryGetValue(title, out JsonElement page) ? Read(name.Asked, page)
            : throw new FormatException("A title is not answered.");
        }
    }

    internal static PageInfo Invalid(string asked, string title) =>
        new(asked, title, PageState.Invalid, 0, null, null, IsRedirect: false);

    private static PageInfo Read(string asked, JsonElement page)
    {
        string title = page.Text("title");
        if (page.Flag("invalid") || page.Flag("special"))
        {
            return Invalid(asked, title);
        }
        int number = page.Count("ns");
        return page.Flag("missing")
            ? new(asked, title, PageState.Missing, number, null, null, IsRedirect: false)
            : new(
                asked,
                title,
                PageState.Exists,
                number,
                page.Number("pageid"),
                page.Number("lastrevid"),
                page.Flag("redirect")
            );
    }
}
