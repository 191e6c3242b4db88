using System.ComponentModel;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>The articles that a session offers. Public; who writes one is named to those who may see the participants.</summary>
internal static class ShowArticles
{
    private const int LongestSearch = 200;

    /// <summary>Somebody who writes or reviews an article.</summary>
    internal sealed record Holder(PersonId Person, string UserName);

    /// <summary>
    /// <paramref name="Address"/> is where the article is read, null for a wiki that this dashboard no longer knows;
    /// <paramref name="Exists"/> is whether there is a page, as far as is known, and <paramref name="Available"/> whether it
    /// takes another author. <paramref name="Author"/> is the first of the <paramref name="Authors"/>.
    /// </summary>
    internal sealed record Article(
        Guid Id,
        string Title,
        string Wiki,
        string? Address,
        bool Exists,
        bool HasAuthor,
        PersonId? Author,
        string? AuthorName,
        ArticleState State,
        string? RedirectsTo,
        bool Available,
        int AuthorCount,
        IReadOnlyList<Holder> Authors,
        int ReviewerCount,
        IReadOnlyList<Holder> Reviewers
    );

    /// <summary>What is asked of the list, beside the page.</summary>
    internal readonly record struct Asked(
        [property: FromQuery(Name = "filter"), Description("all (if not said), available, taken, mine or toReview.")]
            string? Filter,
        [property: FromQuery(Name = "q"), Description("A part of the title, whatever its case and accents.")] string? Q
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/articles", Handle)
            .WithTags("Articles")
            .WithSummary("The articles that a session offers")
            .WithDescription(
                "By title. Who writes or reviews an article is named to participants and coordinators alone; `mine` are the articles that the caller writes or reviews, `toReview` the pages that others write and nobody reviews."
            )
            .Produces<IReadOnlyList<Article>>()
            .Versioned()
            .Paged();

    private static async Task<IResult> Handle(
        SessionId session,
        [AsParameters] Asked asked,
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

        var wanted = new AskedArticles(
            QueryChoice.Of<ArticleFilter>("filter", asked.Filter),
            Searchable(asked.Q),
            acting.By.Person
        );
        var after = Cursors.NameAndId(page.After);
        context.Response.WriteVersion((await enrolling.Articles.ListOf(session, cancellation)).Version);
        var roster = await ShowRoster.Load(plan, acting, enrolling, cancellation);
        var rows = await Load(session, roster, wanted, after, page.Size + 1, enrolling, cancellation);
        return TypedResults.Ok(page.Cut(context, rows, a => Cursors.Of(a.Title, a.Id)));
    }

    /// <summary>What the database can look for.</summary>
    /// <exception cref="MalformedRequestException">It cannot look for that (400).</exception>
    internal static string? Searchable(string? search) =>
        search is { Length: > LongestSearch } || search?.Contains('\0', StringComparison.Ordinal) == true
            ? throw new MalformedRequestException(
                "q",
                $"q is a part of a title, of at most {LongestSearch} characters."
            )
            : search;

    /// <summary>
    /// At most so many articles behind a title and an id, as far as the caller may see them: the same for the API and the
    /// pages.
    /// </summary>
    internal static async Task<IReadOnlyList<Article>> Load(
        SessionId session,
        ShowRoster.Glance roster,
        AskedArticles asked,
        (string Title, Guid Id)? after,
        int limit,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var rows = await enrolling.Articles.Some(session, asked, after, limit, cancellation);
        var roles = roster.MaySee ? await enrolling.Articles.RolesOf(rows.Select(r => r.Id), cancellation) : [];
        var names = await enrolling.People.Names([.. roles.Select(r => r.Person).Distinct()], cancellation);
        var holders = roles.ToLookup(
            r => (r.Article, r.Role),
            r => new Holder(r.Person, names.GetValueOrDefault(r.Person, People.Former))
        );
        return
        [
            .. rows.Select(row =>
                View(
                    row,
                    [.. holders[(row.Id, ArticleRole.Author)]],
                    [.. holders[(row.Id, ArticleRole.Reviewer)]],
                    enrolling.Wikis
                )
            ),
        ];
    }

    private static Article View(
        ArticleRows.ArticleRow row,
        IReadOnlyList<Holder> authors,
        IReadOnlyList<Holder> reviewers,
        WikiDirectory wikis
    ) =>
        new(
            row.Id,
            row.Title,
            row.Wiki,
            wikis.Find(row.Wiki) is { } wiki ? wikis.PageAddress(wiki.Id, row.Title).AbsoluteUri : null,
            row.State is ArticleState.Exists or ArticleState.Redirect,
            row.Authors > 0,
            authors is [var first, ..] ? first.Person : null,
            authors is [var named, ..] ? named.UserName : null,
            row.State,
            row.RedirectsTo,
            row.Available,
            row.Authors,
            authors,
            row.Reviewers,
            reviewers
        );
}
