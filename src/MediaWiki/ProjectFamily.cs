namespace CampaignDashboard.MediaWiki;

/// <summary>Which of Wikimedia's projects a wiki belongs to, by its database name: all Wikipedias are one family.</summary>
public static class ProjectFamily
{
    private static readonly (string Suffix, string Family)[] Suffixes =
    [
        ("wiktionary", "Wiktionary"),
        ("wikibooks", "Wikibooks"),
        ("wikinews", "Wikinews"),
        ("wikiquote", "Wikiquote"),
        ("wikisource", "Wikisource"),
        ("wikiversity", "Wikiversity"),
        ("wikivoyage", "Wikivoyage"),
        ("wikimedia", "Wikimedia"),
    ];

    private static readonly Dictionary<string, string> Single = new(StringComparer.Ordinal)
    {
        ["commonswiki"] = "Commons",
        ["wikidatawiki"] = "Wikidata",
        ["metawiki"] = "Meta-Wiki",
        ["specieswiki"] = "Wikispecies",
        ["mediawikiwiki"] = "MediaWiki",
        ["incubatorwiki"] = "Incubator",
        ["outreachwiki"] = "Outreach",
        ["sourceswiki"] = "Wikisource",
        ["wikifunctionswiki"] = "Wikifunctions",
        ["foundationwiki"] = "Wikimedia",
    };

    /// <summary>The family's name, as all languages write it; a wiki that is none of Wikimedia's is a family of its own.</summary>
    public static string Of(string wiki)
    {
        ArgumentNullException.ThrowIfNull(wiki);
        return Single.GetValueOrDefault(wiki)
            ?? Suffixes.FirstOrDefault(s => wiki.EndsWith(s.Suffix, StringComparison.Ordinal)).Family
            ?? (wiki.EndsWith("wiki", StringComparison.Ordinal) ? "Wikipedia" : wiki);
    }
}
