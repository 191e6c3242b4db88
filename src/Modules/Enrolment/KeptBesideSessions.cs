using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// A session's articles and roster. Copies offer the articles, and who writes them there is open; a session that somebody
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
        var offered = new List<ArticleOffered>();
        await foreach (var e in log.ReadStream(EnrolmentStreams.Articles(session), after: 0, cancellation))
        {
            if (e.Data is ArticleOffered offer)
            {
                offered.Add(offer);
            }
        }

        return offered.Count == 0 ? [] : [.. copies.Select(copy => Copy(offered, copy, now))];
    }

    public Guid HistoryOf(SessionId session) => EnrolmentStreams.Roster(session);

    public bool Tells(object e) => e is RegistrationOpened or RegistrationClosed;

    public async Task<EndOfSession> EndOf(SessionId session, DateTimeOffset now, CancellationToken cancellation)
    {
        var stream = EnrolmentStreams.Roster(session);
        var (roster, version) = await log.Fold<Roster, RosterEvent>(stream, cancellation);
        return new(
            roster.WasUsed,
            new(stream, "roster", ExpectedVersion.Exact(version), [new RosterEnded(session, now)])
        );
    }

    private static StreamAppend Copy(IEnumerable<ArticleOffered> offered, SessionId copy, DateTimeOffset now) =>
        new(
            EnrolmentStreams.Articles(copy),
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
