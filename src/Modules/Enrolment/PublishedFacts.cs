using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>What everybody may know of enrolment: that somebody takes part, never who.</summary>
internal static class PublishedFacts
{
    public static void Register(PublicFacts facts) =>
        facts
            .Of<ParticipantEnrolled>(e =>
                Told(
                    "participant_enrolled",
                    e.Session,
                    new
                    {
                        e.Session,
                        e.Attendance,
                        e.At,
                    }
                )
            )
            .Of<ParticipantWithdrew>(e => Told("participant_withdrew", e.Session, new { e.Session, e.At }))
            .Of<ParticipantRemoved>(e => Told("participant_removed", e.Session, new { e.Session, e.At }))
            .Of<ParticipantRestored>(e => Told("participant_restored", e.Session, new { e.Session, e.At }))
            .Of<ParticipantWaitlisted>(e => Told("participant_waitlisted", e.Session, new { e.Session, e.At }))
            .Of<WaitingListLeft>(e => Told("waiting_list_left", e.Session, new { e.Session, e.At }))
            .Of<AttendanceRecorded>(e =>
                Told(
                    "attendance_recorded",
                    e.Session,
                    new
                    {
                        e.Session,
                        e.Presence,
                        e.At,
                    }
                )
            )
            .Of<AttendanceCleared>(e => Told("attendance_cleared", e.Session, new { e.Session, e.At }))
            .Of<WalkInsCounted>(e =>
                Told(
                    "walk_ins_counted",
                    e.Session,
                    new
                    {
                        e.Session,
                        e.Count,
                        e.At,
                    }
                )
            )
            .Of<RegistrationOpened>(e => Told("registration_opened", e.Session, new { e.Session, e.At }))
            .Of<RegistrationClosed>(e => Told("registration_closed", e.Session, new { e.Session, e.At }))
            // Who writes an article is told to nobody; what becomes of the list and of its pages to everybody. No title of a
            // user's page comes into these events.
            .Of<ArticleOffered>(e =>
                Told(
                    "article_offered",
                    e.Session,
                    new
                    {
                        e.Session,
                        e.Article,
                        e.Wiki,
                        e.Title,
                        e.PageId,
                        e.At,
                    }
                )
            )
            .Of<ArticleWithdrawn>(e => Told("article_withdrawn", e.Session, Named(e, e.Wiki, e.Title)))
            .Of<ArticleDeleted>(e => Told("article_deleted", e.Session, Named(e, e.Wiki, e.Title)))
            .Of<ArticleRedirectLifted>(e => Told("article_redirect_lifted", e.Session, Named(e, e.Wiki, e.Title)))
            .Of<ArticleCreated>(e => Told("article_created", e.Session, Numbered(e, e.Wiki, e.Title, e.PageId)))
            .Of<ArticleRestored>(e => Told("article_restored", e.Session, Numbered(e, e.Wiki, e.Title, e.PageId)))
            .Of<ArticleMoved>(Tell)
            .Of<ArticleRedirected>(Tell)
            .Of<AuthorsPerArticleSet>(e =>
                Told(
                    "authors_per_article_set",
                    e.Session,
                    new
                    {
                        e.Session,
                        e.Most,
                        e.At,
                    }
                )
            );

    private static object Named(ArticleEvent e, string wiki, string title) =>
        new
        {
            e.Session,
            e.Article,
            Wiki = wiki,
            Title = title,
            e.At,
        };

    private static object Numbered(ArticleEvent e, string wiki, string title, long pageId) =>
        new
        {
            e.Session,
            e.Article,
            Wiki = wiki,
            Title = title,
            PageId = pageId,
            e.At,
        };

    private static PublicFact Tell(ArticleMoved e) =>
        Told(
            "article_moved",
            e.Session,
            new
            {
                e.Session,
                e.Article,
                e.Wiki,
                e.Title,
                e.FormerTitle,
                e.At,
            }
        );

    private static PublicFact Tell(ArticleRedirected e) =>
        Told(
            "article_redirected",
            e.Session,
            new
            {
                e.Session,
                e.Article,
                e.Wiki,
                e.Title,
                e.Target,
                e.At,
            }
        );

    private static PublicFact Told(string type, SessionId session, object data) =>
        new(type, $"/sessions/{session}", data, session.Value);
}
