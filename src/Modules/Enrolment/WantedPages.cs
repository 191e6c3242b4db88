using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>Asks the wikis of a session about titles that somebody would like on its list, fifty titles a request.</summary>
internal static class WantedPages
{
    /// <summary>
    /// What the wikis know, in the order asked; or the sentence that says why one of them did not answer. Wikis that the
    /// session does not follow are not asked.
    /// </summary>
    internal static async Task<(IReadOnlyList<WantedPage> Pages, string? NotAnswered)> Ask(
        SessionPlan? plan,
        string? wiki,
        IReadOnlyList<PastedTitle> titles,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var wanted = titles.Select(t => (Title: t, Wiki: Followed(plan, t.Address ?? wiki, enrolling.Wikis))).ToArray();
        var pages = new Dictionary<PastedTitle, WantedPage>();
        try
        {
            foreach (var some in wanted.GroupBy(w => w.Wiki?.Id))
            {
                if (some.First().Wiki is not { } asked)
                {
                    continue;
                }

                PastedTitle[] here = [.. some.Select(w => w.Title)];
                var known = await enrolling.Api.FollowedPages(asked, [.. here.Select(t => t.Name)], cancellation);
                foreach (var (title, page) in here.Zip(known))
                {
                    pages[title] = new(title.Typed, asked, page);
                }
            }
        }
        catch (WikiException e)
        {
            return ([], e.Message);
        }

        return ([.. titles.Select(t => pages.GetValueOrDefault(t) ?? new(t.Typed, null, null))], null);
    }

    /// <summary>The wiki that is meant, if the session follows it.</summary>
    internal static Wiki? Followed(SessionPlan? plan, string? meant, WikiDirectory wikis) =>
        meant is not null
        && wikis.Find(meant) is { } wiki
        && plan?.Wikis.Any(w => string.Equals(w.Wiki, wiki.Id.Value, StringComparison.Ordinal)) == true
            ? wiki
            : null;
}
