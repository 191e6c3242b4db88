using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>Copies of a session offer its articles; who writes them there is open.</summary>
internal sealed class ArticleCopies(EventLog log) : IBesideSession
{
    public async Task<IReadOnlyList<StreamAppend>> CopiesOf(
        SessionId session,
        IReadOnlyList<SessionId> copies,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var offered = new List<ArticleOffered>();
        await foreach (var e in log.ReadStream(ArticleList.StreamOf(session), after: 0, cancellation))
        {
            if (e.Data is ArticleOffered offer)
            {
                offered.Add(offer);
            }
        }

        return offered.Count == 0 ? [] : [.. copies.Select(copy => Copy(offered, copy, now))];
    }

    private static StreamAppend Copy(IEnumerable<ArticleOffered> offered, SessionId copy, DateTimeOffset now) =>
        new(
            ArticleList.StreamOf(copy),
            "article_list",
            ExpectedVersion.NoStream,
            [
                .. offered.Select(offer =>
                    offer with
                    {
                        Session = copy,
                        Article = ArticleList.IdOf(copy, offer.Wiki, offer.Title),
                        At = now,
                    }
                ),
            ]
        );
}
