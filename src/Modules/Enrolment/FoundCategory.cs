using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// What a wiki says is in a category, whether that is all of it, and why it did not answer, or null.
/// </summary>
internal sealed record FoundCategory(string Name, IReadOnlyList<WantedPage> Pages, bool IsComplete, string? NotAnswered)
{
    /// <summary>Nobody was asked.</summary>
    public static readonly FoundCategory Nothing = new("", [], IsComplete: true, null);

    private const int CategoryNamespace = 14;

    // Of a category of a million talk pages a wiki may go on and on without a page that is wanted.
    private const int MostRequests = 100;

    // As many as one request tells where they lead.
    private const int MostTargets = 50;

    /// <summary>Asks the wiki, 500 pages a request, until there are as many as a list may hold.</summary>
    public static async Task<FoundCategory> Ask(
        SessionPlan plan,
        Wiki wiki,
        string name,
        OfferCategory.Request request,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var namespaces = request.Namespaces ?? plan.Wikis.First(w => w.Wiki == wiki.Id.Value).ContentNamespaces;
        try
        {
            var title = WithPrefix(name, await enrolling.Sites.Of(wiki, cancellation));
            var pages = new List<PageInfo>();
            var (requests, goesOn) = (0, false);
            await foreach (
                var part in enrolling.Api.PagesOfCategory(wiki, title, namespaces, request.TalkPages, cancellation)
            )
            {
                pages.AddRange(part.Pages);
                goesOn = part.GoesOn;
                if (++requests == MostRequests || pages.Count >= ArticleList.MostArticles)
                {
                    break;
                }
            }

            var kept = await WithTargets(wiki, [.. pages.Take(ArticleList.MostArticles)], enrolling, cancellation);
            return new(title, kept, !goesOn && kept.Count == pages.Count, null);
        }
        catch (WikiException e)
        {
            return Nothing with { NotAnswered = e.Message };
        }
    }

    /// <summary>Redirects in a category are rare, and where they lead is worth one request.</summary>
    private static async Task<IReadOnlyList<WantedPage>> WithTargets(
        Wiki wiki,
        IReadOnlyList<PageInfo> pages,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        string[] redirects = [.. pages.Where(p => p.IsRedirect).Select(p => p.Title).Take(MostTargets)];
        var followed = (await enrolling.Api.FollowedPages(wiki, redirects, cancellation)).ToDictionary(
            p => p.Title,
            p => p.LeadsTo,
            StringComparer.Ordinal
        );
        return
        [
            .. pages.Select(p => new WantedPage(
                p.Asked,
                wiki,
                p with
                {
                    LeadsTo = followed.GetValueOrDefault(p.Title),
                }
            )),
        ];
    }

    /// <summary>Each wiki knows the English prefix beside its own.</summary>
    private static string WithPrefix(string name, SiteInfo site)
    {
        var prefixes = site
            .Namespaces.Where(n => n.Number == CategoryNamespace)
            .SelectMany(n => new[] { n.Name, n.CanonicalName })
            .Append("Category");
        return prefixes.Any(p => name.StartsWith($"{p}:", StringComparison.OrdinalIgnoreCase))
            ? name
            : $"Category:{name}";
    }
}
