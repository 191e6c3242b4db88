using System.Text;

namespace CampaignDashboard.MediaWiki;

/// <summary>How the dashboard meets wikis: under which name, which wikis, and how gently.</summary>
public sealed class WikiSettings
{
    private const string WikimediaPageviews = "https://wikimedia.org/api/rest_v1";
    internal const string WikimediaEventStreams = "https://stream.wikimedia.org/v2/stream/recentchange";

    /// <summary>How the operator of this instance can be reached: an address or an e-mail address, part of the User-Agent.</summary>
    public string Contact { get; set; } = "contact not configured";

    /// <summary>The whole User-Agent, for those who need another than <c>CampaignDashboard/0.1 (contact) dotnet/10</c>.</summary>
    public string? UserAgent { get; set; }

    /// <summary>
    /// Addresses of <c>api.php</c> by database name: wikis outside Wikimedia, newer than this program, or elsewhere.
    /// </summary>
    public IDictionary<string, string> Wikis { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Only the wikis in <see cref="Wikis"/> exist; the Wikimedia wikis are not known.</summary>
    public bool OnlyConfigured { get; set; }

    /// <summary>Content namespaces by database name, where they differ from the defaults (0; Commons 6; Wikidata 0, 120, 146).</summary>
    public IDictionary<string, int[]> ContentNamespaces { get; } =
        new Dictionary<string, int[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Where page views are asked, without a slash at the end: Wikimedia's service unless only configured wikis
    /// exist; set, it is asked about these too, by their hosts.
    /// </summary>
    public string? PageviewsApi { get; set; }

    /// <summary>Ask wikis to decline while their database servers lag more than this, in seconds.</summary>
    public int MaxLagSeconds { get; set; } = 5;

    /// <summary>How many requests may be under way at once to a wiki host; the Wikimedia wikis together count as one.</summary>
    public int ConcurrentRequests { get; set; } = 3;

    /// <summary>How often a request is repeated after a passing failure.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>The first pause between two attempts where the wiki asked for none; later ones grow.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts. A wiki that asks for more is left alone and the request fails.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest answer that is read, in bytes after decompression.</summary>
    public int MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Where page views are asked; null: nowhere.</summary>
    public string? EffectivePageviewsApi => PageviewsApi?.TrimEnd('/') ?? (OnlyConfigured ? null : WikimediaPageviews);

    /// <summary>
    /// The address of a stream of recent changes in the form of Wikimedia's EventStreams; empty: none. Wikimedia's own, where
    /// nothing else is said, is left alone where <see cref="OnlyConfigured"/> wikis exist.
    /// </summary>
    public string? EventStreams { get; set; } = WikimediaEventStreams;

    /// <summary>The stream that is listened to; null: none.</summary>
    internal Uri? EffectiveEventStreams =>
        EventStreams is null or "" || (OnlyConfigured && EventStreams == WikimediaEventStreams)
            ? null
            : new Uri(EventStreams);

    /// <summary>The User-Agent that is sent, in the form that Wikimedia's policy asks for.</summary>
    public string EffectiveUserAgent =>
        UserAgent ?? $"CampaignDashboard/{Version} ({Contact}) dotnet/{Environment.Version.Major}";

    private static string Version { get; } =
        typeof(WikiSettings).Assembly.GetName().Version is { } v ? v.ToString(2) : "0";

    /// <summary>What is wrong with these settings, one sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        using var probe = new HttpRequestMessage();
        (bool Wrong, string Sentence)[] rules =
        [
            (
                !Ascii.IsValid(EffectiveUserAgent) || !probe.Headers.UserAgent.TryParseAdd(EffectiveUserAgent),
                $"The User-Agent \"{EffectiveUserAgent}\" cannot be sent: use plain ASCII and balanced parentheses."
            ),
            (OnlyConfigured && Wikis.Count == 0, "OnlyConfigured is set, but no wiki is configured."),
            (MaxLagSeconds < 1, "MaxLagSeconds must be at least 1."),
            (ConcurrentRequests < 1, "ConcurrentRequests must be at least 1."),
            (Retries < 0, "Retries must not be negative."),
            (
                FirstPause <= TimeSpan.Zero || LongestPause < FirstPause,
                "FirstPause must be positive, LongestPause no shorter."
            ),
            (RequestTimeout <= TimeSpan.Zero, "RequestTimeout must be positive."),
            (MaxResponseBytes < 1, "MaxResponseBytes must be positive."),
            (
                PageviewsApi is { } views
                    && !(
                        Uri.TryCreate(views, UriKind.Absolute, out Uri? api)
                        && api is { Scheme: "https" or "http", Query: "" }
                    ),
                "PageviewsApi must be an address such as https://wikimedia.org/api/rest_v1."
            ),
            (
                !string.IsNullOrEmpty(EventStreams) && !IsWeb(EventStreams),
                "EventStreams must be a web address, or empty."
            ),
        ];
        return [.. rules.Where(r => r.Wrong).Select(r => r.Sentence), .. Wikis.SelectMany(w => Faults(w.Key, w.Value))];
    }

    private static bool IsWeb(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "https" or "http";

    private static IEnumerable<string> Faults(string id, string address)
    {
        if (id.Length == 0 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            yield return $"\"{id}\" is not the database name of a wiki (such as enwiki).";
        }
        bool good =
            Uri.TryCreate(address, UriKind.Absolute, out Uri? api)
            && api.Scheme is "https" or "http"
            && api.AbsolutePath.EndsWith("/api.php", StringComparison.Ordinal)
            && api.Query.Length == 0;
        if (!good)
        {
            yield return $"The address of {id} must be that of its api.php, such as https://en.wikipedia.org/w/api.php.";
        }
    }
}
