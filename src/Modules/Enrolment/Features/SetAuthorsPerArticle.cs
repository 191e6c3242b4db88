using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>A coordinator says how many authors may share an article. Asking again changes nothing.</summary>
internal static class SetAuthorsPerArticle
{
    /// <summary>Without a number, as many as wish.</summary>
    internal sealed record Request(int? AuthorsPerArticle);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.AuthorsPerArticle)
                .InclusiveBetween(1, 100)
                .WithMessage("Between 1 and 100 authors may share an article, or none is said: then as many as wish.");
    }

    internal sealed record Command(SessionId Session, bool SessionExists, Standing By, int? Most, DateTimeOffset Now);

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when list.MostAuthors == c.Most => [],
            _ => [new AuthorsPerArticleSet(c.Session, c.Most, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/article-list", Handle)
            .Validate<Request, Validator>()
            .WithTags("Articles")
            .WithSummary("Say how many authors may share an article")
            .WithDescription("One at first. Null is as many as wish. Authors whom an article has already stay.")
            .GuardedBy("/api/v1/sessions/{session}/articles");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var command = new Command(
            session,
            await enrolling.Sessions.Find(session, cancellation) is not null,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            request.AuthorsPerArticle,
            acting.Now
        );
        return await enrolling.OnArticles(session, state => Decide(state, command), acting, cancellation);
    }
}
