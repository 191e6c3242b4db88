using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web.Localisation;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// What Wikidata calls the items that plans name. Reading never waits for Wikidata: what is known is told, what is not, or
/// is old, is asked for in the background. Without <c>wikidatawiki</c> among the configured wikis nothing is known.
/// </summary>
internal sealed class WikidataItems(
    WikiDirectory directory,
    ActionApi api,
    ItemTable table,
    ItemQueue queue,
    TimeProvider time,
    ILogger<WikidataItems> log
)
{
    /// <summary>How long labels are kept before they are asked for again; they are shown meanwhile.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(30);

    /// <summary>How long a coordinator who saves an item waits for Wikidata.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string[] Languages = [.. Language.All.Select(language => language.Code)];

    /// <summary>The wiki that has the items; null: none is configured.</summary>
    public Wiki? Wiki { get; } = directory.Find("wikidatawiki");

    /// <summary>
    /// Where an item is read: at the Wikidata of the settings; where they have none, at the one that ids are of anyway.
    /// </summary>
    public string PageOf(string id) =>
        Wiki is { } wiki ? directory.PageAddress(wiki.Id, id).AbsoluteUri : $"https://www.wikidata.org/wiki/{id}";

    /// <summary>
    /// What is known of the items of a plan, by id. Wikidata is asked in the background for what is not known, or old.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, KnownItem>> Of(
        IEnumerable<string?> ids,
        CancellationToken cancellation
    )
    {
        string[] named = Wiki is null ? [] : [.. ids.OfType<string>()];
        var known = await table.Of(named, cancellation);
        var old = time.GetUtcNow() - Fresh;
        queue.Ask(named.Where(id => !known.TryGetValue(id, out var item) || item.FetchedAt < old));
        return known;
    }

    /// <summary>
    /// What Wikidata says of items that are about to be named. One that it has is not asked for again; where it does not
    /// answer in time, or none is configured, all are accepted.
    /// </summary>
    public async Task<NamedItems> Check(IEnumerable<string?> ids, CancellationToken cancellation)
    {
        string[] named = Wiki is null ? [] : [.. ids.OfType<string>().Distinct(StringComparer.Ordinal)];
        var known = await table.Of(named, cancellation);
        string[] unsure = [.. named.Where(id => !known.TryGetValue(id, out var item) || item.IsMissing)];
        if (unsure.Length == 0)
        {
            return NamedItems.Accepted;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var told = await Fetch(unsure, limit.Token);
            return new([.. told.Where(item => item.IsMissing).Select(item => item.Id)]);
        }
        catch (Exception e) when (e is WikiException || patience.IsCancellationRequested)
        {
            log.LogInformation("Items were accepted unseen, since Wikidata did not answer: {Reason:l}", e.Message);
            queue.Ask(unsure);
            return NamedItems.Accepted;
        }
    }

    /// <summary>Asks Wikidata, and keeps what it says.</summary>
    /// <exception cref="WikiException">It did not answer.</exception>
    public async Task<IReadOnlyList<WikiItem>> Fetch(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        if (Wiki is not { } wiki)
        {
            return [];
        }

        var at = time.GetUtcNow();
        var items = await api.Items(wiki, ids, Languages, cancellation);
        await table.Save(items, at, cancellation);
        return items;
    }
}
