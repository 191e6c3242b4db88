namespace CampaignDashboard.MediaWiki;

/// <summary>
/// How Meta-Wiki links to other wikis of Wikimedia: <c>w:en</c> for English Wikipedia
/// (https://meta.wikimedia.org/wiki/Help:Interwiki_linking).
/// </summary>
public static class Interwiki
{
    private static readonly Dictionary<string, string> OfProject = new(StringComparer.Ordinal)
    {
        ["wikipedia"] = "w",
        ["wiktionary"] = "wikt",
        ["wikibooks"] = "b",
        ["wikinews"] = "n",
        ["wikiquote"] = "q",
        ["wikisource"] = "s",
        ["wikiversity"] = "v",
        ["wikivoyage"] = "voy",
    };

    private static readonly Dictionary<string, string> OfWiki = new(StringComparer.Ordinal)
    {
        ["commonswiki"] = "c",
        ["wikidatawiki"] = "d",
        ["metawiki"] = "m",
        ["specieswiki"] = "species",
        ["incubatorwiki"] = "incubator",
        ["outreachwiki"] = "outreach",
        ["wikimaniawiki"] = "wikimania",
        ["mediawikiwiki"] = "mw",
        ["wikifunctionswiki"] = "f",
        ["sourceswiki"] = "oldwikisource",
        ["betawikiversity"] = "betawikiversity",
    };

    /// <summary>What stands before a title, without the last colon; null for a wiki that Meta-Wiki has no prefix for.</summary>
    public static string? PrefixOf(string wiki)
    {
        ArgumentNullException.ThrowIfNull(wiki);
        return OfWiki.TryGetValue(wiki, out var prefix) ? prefix
            : WikimediaWikis.Hosts.TryGetValue(wiki, out var host)
            && host.Split('.') is [var language and not ("test" or "test2"), var project, _]
            && OfProject.TryGetValue(project, out var letter)
                ? $"{letter}:{language}"
            : null;
    }
}
