using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Campaigns;

/// <summary>Finds the wikis that a coordinator named, and asks those the settings do not vouch for whether they exist.</summary>
internal sealed class WikiNames(WikiDirectory directory, ActionApi api, ILogger<WikiNames> logger)
{
    private static readonly char[] Separators = ['\r', '\n', ',', ';', ' ', '\t'];

    /// <summary>The names in a text that was typed: one a line, or with commas or blanks between.</summary>
    public static string[] Split(string typed) => typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The wikis, or the first name that is none, with the reason.</summary>
    public async Task<ResolvedWikis> Resolve(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var wikis = new List<TrackedWiki>();
        foreach (var name in names)
        {
            if (directory.Find(name) is not { } wiki)
            {
                return ResolvedWikis.Failed(NoSuchWiki(name));
            }

            if (await Refuse(wiki, name, cancellation) is { } refusal)
            {
                return ResolvedWikis.Failed(refusal);
            }

            wikis.Add(new(wiki.Id.Value, wiki.ContentNamespaces));
        }

        return new([.. wikis.DistinctBy(w => w.Wiki, StringComparer.Ordinal)], null);
    }

    private static Refusal NoSuchWiki(string name) =>
        Refusal.Invalid(
            "no-such-wiki",
            $"There is no wiki “{name}”. Write it as en.wikipedia, enwiki or https://en.wikipedia.org."
        );

    /// <summary>
    /// A wiki that does not answer now may answer when its edits are read; only one that never was is refused.
    /// </summary>
    private async Task<Refusal?> Refuse(Wiki wiki, string name, CancellationToken cancellation)
    {
        try
        {
            await api.SiteInfo(wiki, cancellation);
            return null;
        }
        catch (WikiException e) when (e.IsTransient)
        {
            logger.LogInformation(
                "{Wiki} was named for a session and does not answer now: {Reason}",
                wiki.Id,
                e.Message
            );
            return null;
        }
        catch (WikiException)
        {
            return NoSuchWiki(name);
        }
    }
}

/// <summary>The wikis that were named, by database name; or why not.</summary>
internal sealed record ResolvedWikis(IReadOnlyList<TrackedWiki> Wikis, Refusal? Refusal)
{
    public static ResolvedWikis Failed(Refusal refusal) => new([], refusal);
}
