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

/// <summary>
/// A coordinator takes an article off the list: who wrote or reviewed it is released, and by the rule of the article list
/// edits of it count no more. Asking again changes nothing.
/// </summary>
internal static class WithdrawArticle
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
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when !list.Articles.ContainsKey(c.Article) => [],
            _ => [.. Withdrawn(c.Session, c.Article, list.Articles[c.Article], c.Now)],
        };

    /// <summary>The events by which an article leaves the list.</summary>
    internal static IEnumerable<ArticleListEvent> Withdrawn(
        SessionId session,
        Guid id,
        ListedArticle article,
        DateTimeOffset now
    )
    {
        var released =
            from role in Enum.GetValues<ArticleRole>()
            from person in article.Having(role).OrderBy(p => p.Value)
            select ReleaseArticle.Released(session, id, role, person, now);
        return released.Append(new ArticleWithdrawn(session, id, article.Wiki, article.Title, now));
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/articles/{article:guid}", Handle)
            .WithTags("Articles")
            .WithSummary("Take an article off the list")
            .GuardedBy("/api/v1/sessions/{session}/articles");

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
        return await enrolling.OnArticles(session, state => Decide(state, command), acting, cancellation);
    }
}
