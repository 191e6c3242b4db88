using System.Globalization;

namespace CampaignDashboard.MediaWiki;

/// <summary>Which wiki a text means, and the addresses of its pages.</summary>
public sealed class WikiDirectory
{
    // What MediaWiki leaves as it is in the address of a page, though it may be escaped.
    private const string Unescaped = ";@$!*(),/~:";

    private const string Commons = "commonswiki";

    private readonly WikiSettings settings;
    private readonly Dictionary<string, Wiki> configured;
    private readonly Dictionary<string, Wiki> configuredByAuthority;

    /// <summary>The wikis of these settings, and those of Wikimedia unless the settings leave them out.</summary>
    public WikiDirectory(WikiSettings settings)
    {
        this.settings = settings;
        configured = settings
            .Wikis.Select(w => Describe(w.Key.ToLowerInvariant(), new Uri(w.Value)))
            .ToDictionary(w => w.Id.Value, StringComparer.Ordinal);
        // Two wikis of one host differ by path only: then the host alone names neither.
        configuredByAuthority = configured
            .Values.GroupBy(w => w.Api.Authority, StringComparer.Ordinal)
            .Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.Single(), StringComparer.Ordinal);
    }

    /// <summary>
    /// The wiki that a person means with a database name, a host, the address of any of its pages, or a short name
    /// (<c>enwiki</c>, <c>en.wikipedia</c>, <c>https://en.wikipedia.org/wiki/X</c>, <c>commons</c>); null: no such wiki.
    /// </summary>
    public Wiki? Find(string text)
    {
        string authority = AuthorityIn(text.Trim().ToLowerInvariant());
        if (configuredByAuthority.TryGetValue(authority, out Wiki? wiki))
        {
            return wiki;
        }
        string name = WikimediaWikis.DisplayName(WithoutMobile(authority));
        return ById(authority) ?? (WikimediaWikis.Ids.TryGetValue(name, out string? id) ? ById(id) : null);
    }

    /// <summary>The wiki with this database name; throws <c>unknown-wiki</c> when it is no longer configured.</summary>
    public Wiki Get(WikiId id) => ById(id.Value) ?? throw WikiFailures.Unknown(id);

    /// <summary>
    /// Commons, where it is none of these wikis but keeps files for them: it is configured, or one of them is where Wikimedia
    /// has it, as Commons is.
    /// </summary>
    public Wiki? CommonsBeside(IEnumerable<WikiId> wikis)
    {
        string[] ids = [.. wikis.Select(w => w.Value)];
        return
            !ids.Contains(Commons, StringComparer.Ordinal)
            && (configured.ContainsKey(Commons) || ids.Any(id => !configured.ContainsKey(id)))
            ? ById(Commons)
            : null;
    }

    /// <summary>Where a page is read.</summary>
    public Uri PageAddress(WikiId wiki, string title)
    {
        string escaped = Uri.EscapeDataString(title.Replace(' ', '_'));
        foreach (char c in Unescaped)
        {
            escaped = escaped.Replace(Uri.HexEscape(c), c.ToString(), StringComparison.Ordinal);
        }
        return new Uri(Get(wiki).PageBase.AbsoluteUri + escaped);
    }

    /// <summary>Where the change that a revision made is shown.</summary>
    public Uri DiffAddress(WikiId wiki, long revision) =>
        new(Get(wiki).Api, string.Create(CultureInfo.InvariantCulture, $"index.php?diff={revision}"));

    /// <summary>Where a page is read whose title is not told: by its number.</summary>
    public Uri NumberAddress(WikiId wiki, long page) =>
        new(Get(wiki).Api, string.Create(CultureInfo.InvariantCulture, $"index.php?curid={page}"));

    private Wiki? ById(string id)
    {
        if (configured.TryGetValue(id, out Wiki? wiki))
        {
            return wiki;
        }
        return !settings.OnlyConfigured && WikimediaWikis.Hosts.TryGetValue(id, out string? host)
            ? Describe(id, new Uri($"https://{host}/w/api.php"))
            : null;
    }

    private Wiki Describe(string id, Uri api)
    {
        string name = WikimediaWikis.Hosts.TryGetValue(id, out string? host) ? WikimediaWikis.DisplayName(host) : id;
        return new(new(id), api, name, new Uri(api, "/wiki/"), ContentNamespaces(id));
    }

    private int[] ContentNamespaces(string id) =>
        settings.ContentNamespaces.TryGetValue(id, out int[]? numbers)
            ? numbers
            : id switch
            {
                Commons => [6],
                "wikidatawiki" => [0, 120, 146],
                _ => [0],
            };

    private static string AuthorityIn(string text)
    {
        string address = text.StartsWith("//", StringComparison.Ordinal) ? "https:" + text : text;
        if (address.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.Authority : "";
        }
        int end = address.AsSpan().IndexOfAny("/?#");
        return end < 0 ? address : address[..end];
    }

    // en.m.wikipedia.org and m.wikidata.org are what a telephone copies.
    private static string WithoutMobile(string host) =>
        host.StartsWith("m.", StringComparison.Ordinal)
            ? host[2..]
            : host.Replace(".m.", ".", StringComparison.Ordinal);
}
