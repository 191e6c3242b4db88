using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// Who left a session leaves what they wrote and reviewed there to others. A second append, after the roster's: should the Host die between,
/// asking to withdraw or remove again does the rest.
/// </summary>
internal static class LeaveArticles
{
    internal sealed record Command(SessionId Session, PersonId Person, DateTimeOffset Now);

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        [
            .. from article in list.Articles.OrderBy(a => a.Key)
            from role in Enum.GetValues<ArticleRole>()
            where article.Value.Having(role).Contains(c.Person)
            select ReleaseArticle.Released(c.Session, article.Key, role, c.Person, c.Now),
        ];

    /// <summary>The outcome of leaving the roster, once the articles are left too.</summary>
    internal static async Task<Outcome> After(
        Outcome left,
        SessionId session,
        PersonId person,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(session, person, acting.Now);
        var released = await enrolling.Log.Transact<ArticleList, ArticleListEvent>(
            EnrolmentStreams.Articles(session),
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
        return left with { Refusal = released.Refusal, Position = Math.Max(left.Position, released.Position) };
    }
}
