using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Matches the answers of <c>prop=info</c> with the titles asked: pages come in an order of the wiki's own, under titles
/// it normalised, titles of other wikis in a list apart, and, where redirects were to be followed, the pages that they lead
/// to instead of them.
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
        // Pages are asked for by title, so each has one.
        var pages = query.OptionalItems("pages").ToDictionary(p => p.Text("title"), p => p, StringComparer.Ordinal);
        var redirects = query
            .OptionalItems("redirects")
            .ToDictionary(r => r.Text("from"), r => r.Text("to"), StringComparer.Ordinal);
        foreach (AskedName name in asked)
        {
            string title = spelling.GetValueOrDefault(name.Sent, name.Sent);
            yield return elsewhere.Contains(title) ? Invalid(name.Asked, title)
            : redirects.ContainsKey(title) ? Followed(name.Asked, title, redirects, pages)
            : pages.TryGetValue(title, out JsonElement page) ? Read(name.Asked, page)
            : throw new FormatException("A title is not answered.");
        }
    }

    /// <summary>The pages of an answer by their numbers; those that the wiki does not have are left out.</summary>
    internal static IEnumerable<PageInfo> ById(JsonElement root) =>
        root.GetProperty("query").Items("pages").Where(p => !p.Flag("missing")).Select(p => Read(p.Text("title"), p));

    /// <summary>What there is under each of these numbers.</summary>
    internal static IEnumerable<PageOnWiki> OnWiki(IReadOnlyCollection<long> asked, JsonElement root)
    {
        var pages = root.GetProperty("query")
            .Items("pages")
            .DistinctBy(p => p.Number("pageid"))
            .ToDictionary(p => p.Number("pageid"));
        return asked.Select(id =>
            !pages.TryGetValue(id, out JsonElement page) ? throw new FormatException("A page is not answered.")
            : page.Flag("missing") ? new PageOnWiki(id, null, 0, IsRedirect: false)
            : new PageOnWiki(id, page.Text("title"), page.Count("ns"), page.Flag("redirect"))
        );
    }

    /// <summary>The pages that a generator found, none if it found none.</summary>
    internal static IEnumerable<JsonElement> Generated(JsonElement root) =>
        root.Has("query", out JsonElement query) ? query.OptionalItems("pages") : [];

    /// <summary>
    /// A redirect that was followed; its own number is not told. The wiki resolves redirects to redirects too, a step each.
    /// </summary>
    private static PageInfo Followed(
        string asked,
        string title,
        Dictionary<string, string> redirects,
        Dictionary<string, JsonElement> pages
    )
    {
        string target = title;
        for (int steps = 0; steps < redirects.Count && redirects.TryGetValue(target, out string? next); steps++)
        {
            target = next;
        }
        PageInfo? end = pages.TryGetValue(target, out JsonElement page) ? Read(target, page) : null;
        return new(asked, title, PageState.Exists, 0, null, null, IsRedirect: true)
        {
            LeadsTo = end is { State: not PageState.Invalid } ? end : null,
        };
    }

    internal static PageInfo Invalid(string asked, string title) =>
        new(asked, title, PageState.Invalid, 0, null, null, IsRedirect: false);

    internal static PageInfo Read(string asked, JsonElement page)
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
