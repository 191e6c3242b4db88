using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
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
            .WithDescription("By title. Who writes an article is named to participants and coordinators alone.")
            .Produces<IReadOnlyList<Article>>()
            .Versioned()
            .Paged();

    private static async Task<IResult> Handle(
        SessionId session,
        [AsParameters] PageRequest page,
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

        context.Response.WriteVersion(await enrolling.Rows.ListVersionOf(session, cancellation));
        var roster = await ShowRoster.Load(plan, acting, enrolling, cancellation);
        var after = Cursors.NameAndId(page.After);
        var rows = (await Load(session, roster, enrolling, cancellation))
            .OrderBy(a => a.Title, StringComparer.Ordinal)
            .ThenBy(a => a.Id)
            .Where(a => after is not var (title, id) || IsBehind(a, title, id));
        return TypedResults.Ok(page.Cut(context, [.. rows], a => Cursors.Of(a.Title, a.Id)));
    }

    private static bool IsBehind(Article article, string title, Guid id) =>
        string.CompareOrdinal(article.Title, title) switch
        {
            0 => article.Id.CompareTo(id) > 0,
            var order => order > 0,
        };

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
