using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// A coordinator puts articles on a session's list, existing ones and red links, of a wiki that the session follows.
/// The wiki says how each title is spelt; each gets a verdict, and a bad title keeps no good one out.
/// </summary>
internal static class OfferArticles
{
    private const int MostTitles = 500;

    internal sealed record Request(string Wiki, IReadOnlyList<string> Titles);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Wiki).NotEmpty().MaximumLength(255);
            RuleFor(r => r.Titles)
                .Cascade(CascadeMode.Stop)
                .NotNull()
                .WithMessage("A list of titles is required.")
                .Must(titles => titles.All(t => t is not null))
                .WithMessage("A title is missing.")
                .Must(titles => Pasted.Titles(titles).Count is > 0 and <= MostTitles)
                .WithMessage($"Name at least one title, and at most {MostTitles} at a time.");
        }
    }

    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        Wiki? Wiki,
        KnownPages Pages,
        DateTimeOffset Now
    );

    /// <summary>What the wiki knows of the titles, or the sentence that says why it did not answer.</summary>
    internal sealed record KnownPages(IReadOnlyList<PageInfo> Pages, string? NotAnswered = null);

    /// <summary>What became of one title. <paramref name="Exists"/> false is a red link.</summary>
    internal sealed record Verdict(string Asked, OfferVerdict Result, Guid? Article, string? Title, bool Exists);

    internal sealed record Answer(int Offered, IReadOnlyList<Verdict> Titles, long Position);

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when c.Wiki is null => Refusal.Invalid(
                "wiki-not-tracked",
                "This session does not follow that wiki. Choose one of the wikis that it follows."
            ),
            _ when c.Pages.NotAnswered is { } reason => Refusal.Conflict(
                "wiki-not-answering",
                $"{reason} Nothing was offered; try again later."
            ),
            _ when c.Pages.Pages is [_, ..] pages && pages.All(p => OfferVerdicts.Of(p) == OfferVerdict.UserPage) =>
                UserPage,
            _ =>
            [
                .. c
                    .Pages.Pages.Where(p => OfferVerdicts.Of(p) == OfferVerdict.Offered)
                    .Select(p => new ArticleOffered(
                        c.Session,
                        ArticleList.IdOf(c.Session, c.Wiki.Id.Value, p.Title),
                        c.Wiki.Id.Value,
                        p.Title,
                        p.PageId,
                        c.Now
                    ))
                    .DistinctBy(e => e.Article)
                    .Where(e => !list.Articles.ContainsKey(e.Article)),
            ],
        };

    private static readonly Refusal UserPage = Refusal.Invalid(
        "user-page",
        "Pages of users and their talk pages are called after people, so they cannot be on the list, which everybody sees and the log keeps for ever. Move the draft to where the article shall be, or offer its future title."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/articles", Handle)
            .Validate<Request, Validator>()
            .WithTags("Articles")
            .WithSummary("Offer articles to write, with a verdict for each title")
            .GuardedBy("/api/v1/sessions/{session}/articles")
            .Refuses("wiki-not-tracked", "wiki-not-answering", "user-page");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var (outcome, answer) = await Run(session, request, acting, enrolling, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer);
    }

    /// <summary>The same for the API and the page. The request is valid; who may not coordinate causes no question.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var plan = await enrolling.Sessions.Find(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var wiki = enrolling.Wikis.Find(request.Wiki) is { } named && Follows(plan, named) ? named : null;
        var pasted = Pasted.Titles(request.Titles);
        var pages =
            by.MayCoordinate && wiki is not null ? await Ask(enrolling.Api, wiki, pasted, cancellation) : new([]);
        var command = new Command(session, plan is not null, by, wiki, pages, acting.Now);
        Decision<ArticleListEvent> decided = [];
        var outcome = await enrolling.Log.Transact<ArticleList, ArticleListEvent>(
            EnrolmentStreams.Articles(session),
            state => decided = Decide(state, command),
            acting.Cause,
            acting.ExpectedVersion,
            cancellation
        );
        return (outcome, AnswerTo(session, wiki, pasted.Zip(pages.Pages), decided, outcome.Position));
    }

    private static bool Follows(SessionPlan? plan, Wiki wiki) =>
        plan?.Wikis.Any(w => string.Equals(w.Wiki, wiki.Id.Value, StringComparison.Ordinal)) == true;

    private static async Task<KnownPages> Ask(
        ActionApi api,
        Wiki wiki,
        IReadOnlyList<PastedName> titles,
        CancellationToken cancellation
    )
    {
        try
        {
            return new(await api.Pages(wiki, [.. titles.Select(t => t.Name)], cancellation));
        }
        catch (WikiException e)
        {
            return new([], e.Message);
        }
    }

    private static Answer AnswerTo(
        SessionId session,
        Wiki? wiki,
        IEnumerable<(PastedName Asked, PageInfo Page)> titles,
        Decision<ArticleListEvent> decided,
        long position
    )
    {
        var fresh = decided.Events.OfType<ArticleEvent>().Select(e => e.Article).ToHashSet();
        var count = fresh.Count;
        return new(count, [.. titles.Select(t => VerdictOn(t.Asked, t.Page))], position);

        Verdict VerdictOn(PastedName asked, PageInfo page)
        {
            var result = OfferVerdicts.Of(page);
            if (result != OfferVerdict.Offered || wiki is null)
            {
                return new(asked.Typed, result, null, page.Title, page.State == PageState.Exists);
            }

            var article = ArticleList.IdOf(session, wiki.Id.Value, page.Title);
            var verdict = fresh.Remove(article) ? OfferVerdict.Offered : OfferVerdict.AlreadyOffered;
            return new(asked.Typed, verdict, article, page.Title, page.State == PageState.Exists);
        }
    }
}

/// <summary>What became of a title that was to be offered.</summary>
internal enum OfferVerdict
{
    Offered,
    AlreadyOffered,
    Redirect,
    UserPage,
    Invalid,
}

internal static class OfferVerdicts
{
    /// <summary>Whether a page can be offered: a redirect is no article, and where it leads is for the coordinator to say; a user page names a person.</summary>
    public static OfferVerdict Of(PageInfo page) =>
        page switch
        {
            { State: PageState.Invalid } => OfferVerdict.Invalid,
            _ when UserPages.Holds(page.Namespace) => OfferVerdict.UserPage,
            { IsRedirect: true } => OfferVerdict.Redirect,
            _ => OfferVerdict.Offered,
        };
}
