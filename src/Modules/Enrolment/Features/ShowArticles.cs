using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>The articles that a session offers. Public; who writes one is named to those who may see the participants.</summary>
internal static class ShowArticles
{
    /// <summary>
    /// <paramref name="Address"/> is where the article is read, null for a wiki that this dashboard no longer knows;
    /// <paramref name="Exists"/> false was a red link when it was offered.
    /// </summary>
    internal sealed record Article(
        Guid Id,
        string Title,
        string Wiki,
        string? Address,
        bool Exists,
        bool HasAuthor,
        PersonId? Author,
        string? AuthorName
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/articles", Handle)
            .WithTags("Articles")
            .WithSummary("The articles that a session offers")
            .Produces<IReadOnlyList<Article>>()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is not { } plan)
        {
            return Sessions.NotFound.ToProblem();
        }

        // No 304: names of authors change without the list.
        context.Response.WriteVersion(await enrolling.Rows.ListVersionOf(session, cancellation));
        var roster = await ShowRoster.Load(plan, acting, enrolling, cancellation);
        return TypedResults.Ok(await Load(session, roster, enrolling, cancellation));
    }

    /// <summary>The same for the API and the pages, as far as the caller may see it.</summary>
    internal static async Task<IReadOnlyList<Article>> Load(
        SessionId session,
        ShowRoster.Glance roster,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var names = roster.Participants.ToDictionary(p => p.Person, p => p.UserName);
        var rows = await enrolling.Rows.ArticlesOf(session, cancellation);
        return
        [
            .. rows.Select(row => new Article(
                row.Id,
                row.Title,
                row.Wiki,
                enrolling.Wikis.Find(row.Wiki) is { } wiki
                    ? enrolling.Wikis.PageAddress(wiki.Id, row.Title).AbsoluteUri
                    : null,
                row.PageId is not null,
                row.Author is not null,
                roster.MaySee ? row.Author : null,
                roster.MaySee && row.Author is { } author ? names.GetValueOrDefault(author, People.Former) : null
            )),
        ];
    }
}
