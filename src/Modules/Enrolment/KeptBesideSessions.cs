using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// A session's articles and roster. Copies offer the articles by the same terms, and who writes them there is open; a session that somebody
/// ever enrolled in is not deleted.
/// </summary>
internal sealed class KeptBesideSessions(EventLog log) : IBesideSession
{
    public async Task<IReadOnlyList<StreamAppend>> CopiesOf(
        SessionId session,
        IReadOnlyList<SessionId> copies,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (list, _) = await log.Fold<ArticleList, ArticleListEvent>(EnrolmentStreams.Articles(session), cancellation);
        return list.Articles.IsEmpty && list.MostAuthors == ArticleList.Initial.MostAuthors
            ? []
            : [.. copies.Select(copy => Copy(list, copy, now))];
    }

    public IReadOnlyList<Guid> HistoryOf(SessionId session) =>
        [EnrolmentStreams.Roster(session), EnrolmentStreams.Articles(session)];

    public bool Tells(object e) =>
        e is RegistrationOpened or RegistrationClosed or AuthorsPerArticleSet || About(e) is not null;

    // What is offered is on the list; who writes it is told in no history.
    public string? About(object e) =>
        e switch
        {
            ArticleWithdrawn article => article.Title,
            ArticleCreated article => article.Title,
            ArticleMoved article => $"{article.FormerTitle} → {article.Title}",
            ArticleDeleted article => article.Title,
            ArticleRestored article => article.Title,
            ArticleRedirected { Target: { } target } article => $"{article.Title} → {target}",
            ArticleRedirected article => article.Title,
            ArticleRedirectLifted article => article.Title,
            AuthorsPerArticleSet { Most: { } most } => most.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

    public async Task<EndOfSession> EndOf(SessionId session, DateTimeOffset now, CancellationToken cancellation)
    {
        var stream = EnrolmentStreams.Roster(session);
        var (roster, version) = await log.Fold<Roster, RosterEvent>(stream, cancellation);
        return new(
            roster.WasUsed,
            new(stream, "roster", ExpectedVersion.Exact(version), [new RosterEnded(session, now)])
        );
    }

    private static StreamAppend Copy(ArticleList list, SessionId copy, DateTimeOffset now) =>
        new(EnrolmentStreams.Articles(copy), "article_list", ExpectedVersion.NoStream, [.. CopyOf(list, copy, now)]);

    private static IEnumerable<ArticleListEvent> CopyOf(ArticleList list, SessionId copy, DateTimeOffset now)
    {
        if (list.MostAuthors != ArticleList.Initial.MostAuthors)
        {
            yield return new AuthorsPerArticleSet(copy, list.MostAuthors, now);
        }

        // A red link may have become the page that another article of the list moved to.
        foreach (
            var article in list
                .Articles.Values.DistinctBy(a => (a.Wiki, a.Title))
                .OrderBy(a => a.Title, StringComparer.Ordinal)
        )
        {
            // What was deleted is a red link to the copy, and what the copy's wiki knows of it will be seen there.
            yield return new ArticleOffered(
                copy,
                ArticleList.IdOf(copy, article.Wiki, article.Title),
                article.Wiki,
                article.Title,
                article.State == ArticleState.Deleted ? null : article.PageId,
                now
            );
        }
    }
}
