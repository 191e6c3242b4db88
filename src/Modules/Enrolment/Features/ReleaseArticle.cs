using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>The author of an article, or a coordinator, makes it available again. Asking again changes nothing.</summary>
internal static class ReleaseArticle
{
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        Guid Article,
        DateTimeOffset Now
    );

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            _ when !list.Authors.ContainsKey(c.Article) => AssignArticle.NoSuchArticle,
            _ when list.Authors[c.Article] is null => [],
            _ when list.Authors[c.Article] != c.By.Person && !c.By.MayCoordinate => Refusal.Forbidden(
                "not-your-article",
                "Only its author or a coordinator may release an article."
            ),
            _ => [new ArticleReleased(c.Session, c.Article, list.Authors[c.Article]!.Value, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/articles/{article:guid}/assignment", Handle)
            .WithTags("Articles")
            .WithSummary("Release an article")
            .GuardedBy("/api/v1/sessions/{session}/articles")
            .May(WhoMay.Participants)
            .Refuses("sign-in-first", "not-your-article");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Guid article,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, article, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Guid article,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(
            session,
            await enrolling.Sessions.Find(session, cancellation) is not null,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            article,
            acting.Now
        );
        return await enrolling.Log.Transact<ArticleList, ArticleListEvent>(
            EnrolmentStreams.Articles(session),
            state => Decide(state, command),
            acting.Cause,
            acting.ExpectedVersion,
            cancellation
        );
    }
}
