using System.Globalization;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// How often people look at pages: Wikimedia's pageviews API, a number per article and day (UTC), of all access methods and
/// without the programs it recognises (https://doc.wikimedia.org/generated-data-platform/aqs/analytics-api/). Failures are
/// a <see cref="WikiException"/> of the wiki that was asked about, whose words name the service.
/// </summary>
public sealed class PageViews
{
    /// <summary>The first day that was counted.</summary>
    public static readonly DateOnly FirstDay = new(2015, 7, 1);

    private const string Day = "yyyyMMdd";
    private const string NotFound = "http-404";

    private readonly ApiTransport transport;
    private readonly WikiSettings settings;

    internal PageViews(ApiTransport transport, WikiSettings settings) =>
        (this.transport, this.settings) = (transport, settings);

    /// <summary>
    /// Whether somebody counts the views of this wiki's pages: Wikimedia does of its own, and of the others whoever the
    /// settings name.
    /// </summary>
    public bool Counts(Wiki wiki)
    {
        ArgumentNullException.ThrowIfNull(wiki);
        return settings.PageviewsApi is not null
            || (settings.EffectivePageviewsApi is not null && WikimediaWikis.IsOne(wiki.Api.Host));
    }

    /// <summary>
    /// The views of a page from one day to another, both included, by the days that had some; a day without views is not
    /// told, nor is one that the service has not counted yet. Nothing is asked of days before <see cref="FirstDay"/>.
    /// </summary>
    public async Task<IReadOnlyDictionary<DateOnly, int>> Of(
        Wiki wiki,
        string title,
        DateOnly from,
        DateOnly to,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(wiki);
        ArgumentNullException.ThrowIfNull(title);
        from = from < FirstDay ? FirstDay : from;
        if (to < from || !Counts(wiki))
        {
            return new Dictionary<DateOnly, int>();
        }
        try
        {
            Wiki service = wiki with { DisplayName = $"The page view statistics of {wiki.DisplayName}" };
            return await transport.Fetch(service, Address(wiki, title, from, to), Read, ct);
        }
        catch (WikiException e) when (e.Code is NotFound)
        {
            // No views at all, or a page that nobody ever saw.
            return new Dictionary<DateOnly, int>();
        }
    }

    private Uri Address(Wiki wiki, string title, DateOnly from, DateOnly to)
    {
        string article = Uri.EscapeDataString(title.Replace(' ', '_'));
        string project = Uri.EscapeDataString(wiki.Api.Authority);
        string days =
            $"{from.ToString(Day, CultureInfo.InvariantCulture)}/{to.ToString(Day, CultureInfo.InvariantCulture)}";
        return new Uri(
            $"{settings.EffectivePageviewsApi}/metrics/pageviews/per-article/{project}/all-access/user/{article}/daily/{days}"
        );
    }

    private static Dictionary<DateOnly, int> Read(JsonElement root) =>
        root.Items("items").ToDictionary(i => DayOf(i.Text("timestamp")), i => i.Count("views"));

    // Like 2015100100: the hour is always zero.
    private static DateOnly DayOf(string timestamp) =>
        DateOnly.ParseExact(
            timestamp.AsSpan(0, Math.Min(Day.Length, timestamp.Length)),
            Day,
            CultureInfo.InvariantCulture
        );
}
