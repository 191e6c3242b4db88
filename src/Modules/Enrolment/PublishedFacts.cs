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
            .Of<RegistrationOpened>(e => Told("registration_opened", e.Session, new { e.Session, e.At }))
            .Of<RegistrationClosed>(e => Told("registration_closed", e.Session, new { e.Session, e.At }))
            .Of<ArticleOffered>(e => Told("article_offered", e.Session, Offered(e)));

    private static object Offered(ArticleOffered e) =>
        new
        {
            e.Session,
            e.Article,
            e.Wiki,
            e.Title,
            e.PageId,
            e.At,
        };

    private static PublicFact Told(string type, SessionId session, object data) =>
        new(type, $"/sessions/{session}", data, session.Value);
}
