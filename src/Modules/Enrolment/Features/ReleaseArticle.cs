using System.Collections.Immutable;
using System.ComponentModel;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// Somebody who writes or reviews an article leaves it to others, or a coordinator takes it from them. Asking again changes
/// nothing.
/// </summary>
internal static class ReleaseArticle
{
    /// <summary>What is left, and by whom.</summary>
    internal readonly record struct Whose(
        [property: FromQuery(Name = "person"), Description("Whose it is no more; for coordinators.")] PersonId? Person,
        [property: FromQuery(Name = "role"), Description("author (if not said) or reviewer.")] string? Role
    );

    /// <summary>
    /// <paramref name="Person"/> is whose it is no more; null: the caller's, else that of the only one who has the role.
    /// </summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        Guid Article,
        ArticleRole Role,
        PersonId? Person,
        DateTimeOffset Now
    );

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            _ when !list.Articles.ContainsKey(c.Article) => AssignArticle.NoSuchArticle,
            _ when c.Person is not null && c.Person != c.By.Person && !c.By.MayCoordinate => NotYours,
            _ => Release(list.Articles[c.Article].Having(c.Role), c),
        };

    private static Decision<ArticleListEvent> Release(ImmutableHashSet<PersonId> holders, Command c) =>
        (c.Person ?? c.By.Person!.Value) switch
        {
            var whose when holders.Contains(whose) => [Released(c, whose)],
            _ when c.Person is not null || holders.IsEmpty => [],
            _ when !c.By.MayCoordinate => NotYours,
            _ when holders.Count > 1 => Refusal.Invalid(
                "name-the-person",
                "Several people have this article. Say whose it shall be no more."
            ),
            _ => [Released(c, holders.Single())],
        };

    private static readonly Refusal NotYours = Refusal.Forbidden(
        "not-your-article",
        "Only who writes or reviews an article, or a coordinator, may release it."
    );

    private static ArticleListEvent Released(Command c, PersonId person) =>
        Released(c.Session, c.Article, c.Role, person, c.Now);

    /// <summary>The event by which somebody loses a role.</summary>
    internal static ArticleListEvent Released(
        SessionId session,
        Guid article,
        ArticleRole role,
        PersonId person,
        DateTimeOffset now
    ) =>
        role == ArticleRole.Author
            ? new ArticleReleased(session, article, person, now)
            : new ArticleReviewerReleased(session, article, person, now);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/articles/{article:guid}/assignment", Handle)
            .WithTags("Articles")
            .WithSummary("Release an article")
            .WithDescription(
                "The caller's, unless a coordinator says whose with `person`. As an author, unless `role` is reviewer."
            )
            .GuardedBy("/api/v1/sessions/{session}/articles")
            .May(WhoMay.Participants)
            .Refuses("sign-in-first", "not-your-article", "name-the-person");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Guid article,
        [AsParameters] Whose whose,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, article, whose, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Guid article,
        Whose whose,
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
            QueryChoice.Of<ArticleRole>("role", whose.Role),
            whose.Person,
            acting.Now
        );
        return await enrolling.OnArticles(session, state => Decide(state, command), acting, cancellation);
    }
}
