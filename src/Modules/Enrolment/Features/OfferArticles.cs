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

/// <summary>
/// A coordinator puts articles on a session's list, existing ones and red links, of the wikis that the session follows. Each
/// wiki says how its titles are spelt; each title gets a verdict, and a bad one keeps no good one out.
/// </summary>
internal static class OfferArticles
{
    /// <summary>
    /// Titles as people paste them, or a list of them, one a line. <paramref name="Wiki"/> is where those are that are no
    /// addresses: an address names its wiki.
    /// </summary>
    internal sealed record Request(string? Wiki, IReadOnlyList<string> Titles);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Titles)
                .Cascade(CascadeMode.Stop)
                .NotNull()
                .WithMessage("A list of titles is required.")
                .Must(titles => titles.All(t => t is not null))
                .WithMessage("A title is missing.")
                .Must(titles => Pasted.Titles(titles).Count is > 0 and <= ArticleList.MostArticles)
                .WithMessage($"Name at least one title, and at most {ArticleList.MostArticles:N0} at a time.");
            RuleFor(r => r.Wiki).MaximumLength(255);
            RuleFor(r => r.Wiki)
                .NotEmpty()
                .When(r =>
                    r.Titles?.All(t => t is not null) == true && Pasted.Titles(r.Titles).Any(t => t.Address is null)
                )
                .WithMessage("Say in which wiki the titles are, or give the address of each page.");
        }
    }

    /// <summary><paramref name="NotAnswered"/> is why a wiki did not answer, or null.</summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        IReadOnlyList<WantedPage> Pages,
        string? NotAnswered,
        DateTimeOffset Now
    );

    internal sealed record Answer(int Offered, IReadOnlyList<OfferedTitle> Titles, long Position);

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when c.NotAnswered is { } reason => Refusal.Conflict(
                "wiki-not-answering",
                $"{reason} Nothing was offered; try again later."
            ),
            _ when Each(c.Pages, OfferVerdict.NotFollowed) => NotFollowed,
            _ when Each(c.Pages, OfferVerdict.UserPage) => UserPage,
            _ => [.. Offers.Judge(list, c.Session, c.Pages, c.Now).Events],
        };

    private static bool Each(IReadOnlyList<WantedPage> pages, OfferVerdict verdict) =>
        pages.Count > 0 && pages.All(p => Offers.VerdictOn(p) == verdict);

    /// <summary>The answer to a wiki that the session does not follow.</summary>
    internal static readonly Refusal NotFollowed = Refusal.Invalid(
        "wiki-not-tracked",
        "This session does not follow that wiki. Choose one of the wikis that it follows."
    );

    /// <summary>The answer to a title that is somebody's name.</summary>
    internal static readonly Refusal UserPage = Refusal.Invalid(
        "user-page",
        "Pages of users and their talk pages are called after people, so they cannot be on the list, which everybody sees and the log keeps for ever. Move the draft to where the article shall be, or offer its future title."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/articles", Handle)
            .Validate<Request, Validator>()
            .WithTags("Articles")
            .WithSummary("Offer up to 10,000 articles to write, with a verdict for each title")
            .WithDescription(
                "Titles may be typed in many ways, and lists of them are taken apart by line: underscores, wiki links, addresses of pages. An address names its wiki, so a list may mix those that the session follows. Of a redirect the answer says where it leads, for that to be offered."
            )
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
        var (pages, notAnswered) = by.MayCoordinate
            ? await WantedPages.Ask(plan, request.Wiki, Pasted.Titles(request.Titles), enrolling, cancellation)
            : ([], null);
        var command = new Command(session, plan is not null, by, pages, notAnswered, acting.Now);
        IReadOnlyList<OfferedTitle> titles = [];
        var outcome = await enrolling.OnArticles(
            session,
            state =>
            {
                titles = Offers.Judge(state, session, pages, acting.Now).Titles;
                return Decide(state, command);
            },
            acting,
            cancellation
        );
        return (outcome, new(titles.Count(t => t.Result == OfferVerdict.Offered), titles, outcome.Position));
    }
}
