using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Asks wikis what became of the articles of a list: by the numbers of their pages, by titles where there is no page, and
/// once more where redirects lead; fifty a request.
/// </summary>
internal static class ArticleQuestions
{
    /// <summary>
    /// What the wikis said, and why one of them did not answer, or null. What the others said is known all the same.
    /// <paramref name="down"/> holds the wikis that did not answer before, with the reason, and is not to be kept for long:
    /// they are not asked again.
    /// </summary>
    public static async Task<(SeenPages Seen, string? NotAnswered)> Ask(
        IEnumerable<ListedArticle> articles,
        WikiDirectory wikis,
        ActionApi api,
        Dictionary<string, string> down,
        CancellationToken cancellation
    )
    {
        var seen = new SeenPages();
        string? notAnswered = null;
        foreach (var some in articles.GroupBy(a => a.Wiki, StringComparer.Ordinal))
        {
            // Of a wiki that this dashboard no longer knows, what was known stays.
            if (wikis.Find(some.Key) is not { } wiki)
            {
                continue;
            }

            if (!down.ContainsKey(some.Key))
            {
                try
                {
                    await Ask(wiki, [.. some], seen, api, cancellation);
                }
                catch (WikiException e)
                {
                    down[some.Key] = e.Message;
                }
            }

            notAnswered ??= down.GetValueOrDefault(some.Key);
        }

        return (seen, notAnswered);
    }

    private static async Task Ask(
        Wiki wiki,
        ListedArticle[] articles,
        SeenPages seen,
        ActionApi api,
        CancellationToken cancellation
    )
    {
        var name = wiki.Id.Value;
        long[] numbers = [.. articles.Select(a => a.PageId).OfType<long>().Distinct()];
        string[] titles =
        [
            .. articles
                .Where(a => a.State is ArticleState.RedLink or ArticleState.Deleted)
                .Select(a => a.Title)
                .Distinct(StringComparer.Ordinal),
        ];
        var numbered = await api.PagesById(wiki, numbers, cancellation);
        var titled = await api.Pages(wiki, titles, cancellation);
        string[] redirects =
        [
            .. numbered.Concat(titled).Where(p => p.IsRedirect).Select(p => p.Title).Distinct(StringComparer.Ordinal),
        ];
        // A page may be no redirect any more a moment later: then it is asked again the next time.
        foreach (var followed in (await api.FollowedPages(wiki, redirects, cancellation)).Where(p => p.IsRedirect))
        {
            seen.Targets[(name, followed.Title)] = Offers.TargetOf(followed);
        }

        var byNumber = numbered.ToDictionary(p => p.PageId!.Value);
        foreach (var number in numbers)
        {
            seen.ByPage[(name, number)] = byNumber.GetValueOrDefault(number);
        }

        foreach (var page in titled)
        {
            seen.ByTitle[(name, page.Asked)] = page.State == PageState.Exists ? page : null;
        }
    }
}
