using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>What holds for a session's article list as a whole. Public.</summary>
internal static class ShowArticleList
{
    /// <summary>
    /// How many articles there are, and how many of them each filter finds for the caller;
    /// <paramref name="AuthorsPerArticle"/> may share one, null is as many as wish. <paramref name="CheckedAt"/> is when the
    /// wikis were last asked what became of them.
    /// </summary>
    internal sealed record View(
        int Articles,
        int Available,
        int Taken,
        int Mine,
        int ToReview,
        int? AuthorsPerArticle,
        DateTimeOffset? CheckedAt
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/article-list", Handle)
            .WithTags("Articles")
            .WithSummary("How many articles a session offers, and by which terms")
            .Produces<View>()
            .Versioned();

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is null)
        {
            return Sessions.NotFound.ToProblem();
        }

        var list = await enrolling.Articles.ListOf(session, cancellation);
        var counts = await enrolling.Articles.CountsOf(session, acting.By.Person, cancellation);
        var check = await enrolling.Checks.LastOf(session, cancellation);
        context.Response.WriteVersion(list.Version);
        return TypedResults.Ok(
            new View(
                counts.All,
                counts.Available,
                counts.Taken,
                counts.Mine,
                counts.ToReview,
                list.MostAuthors,
                check?.At
            )
        );
    }
}
