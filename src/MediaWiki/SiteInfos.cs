using System.Collections.Concurrent;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// What wikis said of themselves, kept for an hour: namespaces change once in years, and forms are saved often. What a
/// wiki failed to say is not kept.
/// </summary>
public sealed class SiteInfos
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Uri, (SiteInfo Info, DateTimeOffset Until)> kept = new();
    private readonly ActionApi api;
    private readonly TimeProvider clock;

    /// <summary>Nothing is asked before it is needed.</summary>
    public SiteInfos(ActionApi api, TimeProvider clock) => (this.api, this.clock) = (api, clock);

    /// <summary>What this wiki says of itself, or said within the hour.</summary>
    public async Task<SiteInfo> Of(Wiki wiki, CancellationToken ct)
    {
        if (
            kept.TryGetValue(wiki.Api, out (SiteInfo Info, DateTimeOffset Until) known)
            && known.Until > clock.GetUtcNow()
        )
        {
            return known.Info;
        }
        SiteInfo info = await api.SiteInfo(wiki, ct);
        kept[wiki.Api] = (info, clock.GetUtcNow() + Fresh);
        return info;
    }
}
