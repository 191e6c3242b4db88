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
/// A coordinator puts all pages of a category of a wiki on a session's list, as they are there now: not those of categories
/// below it.
/// </summary>
internal static class OfferCategory
{
    /// <summary>
    /// The name of the category, with its prefix or without, or its address, which names the wiki. Without
    /// <paramref name="Namespaces"/>, those that count as content of the wiki for this session. With
    /// <paramref name="TalkPages"/> the category has talk pages, and the pages are meant that they are about.
    /// </summary>
    internal sealed record Request(
        string? Wiki,
        string Category,
        IReadOnlyList<int>? Namespaces = null,
        bool TalkPages = false
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Category)
                .Cascade(CascadeMode.Stop)
                .NotEmpty()
                .MaximumLength(2000)
                .Must(name => Pasted.Titles([name]).Count == 1)
                .WithMessage("Name one category, or give its address.");
            RuleFor(r => r.Wiki).MaximumLength(255);
            RuleFor(r => r.Wiki)
                .NotEmpty()
                .When(r => r.Category is not null && Pasted.Titles([r.Category]).Any(t => t.Address is null))
                .WithMessage("Say in which wiki the category is, or give its address.");
            RuleFor(r => r.Namespaces)
                .Must(numbers =>
                    numbers is null || (numbers.Count is > 0 and <= 50 && numbers.All(n => n >= 0 && n % 2 == 0))
                )
                .WithMessage(
                    "Namespaces have even numbers from 0 on, at most 50 of them; their talk pages are asked for with talkPages."
                );
        }
    }

    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        bool WikiFollowed,
        FoundCategory Found,
        DateTimeOffset Now
    );

    /// <summary>
    /// How many pages came onto the list and how many were on it before, what became of the others, and whether that was
    /// all of the category.
    /// </summary>
    internal sealed record Answer(
        string Category,
        int Offered,
        int AlreadyOffered,
        IReadOnlyList<OfferedTitle> LeftOut,
        bool IsComplete,
        long Position
    );

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when !c.WikiFollowed => OfferArticles.NotFollowed,
            _ when c.Found.NotAnswered is { } reason => Refusal.Conflict(
                "wiki-not-answering",
                $"{reason} Nothing was offered; try again later."
            ),
            _ when c.Found.Pages.Count == 0 => Refusal.Invalid(
                "empty-category",
                "That wiki has no such category, or none with pages of the namespaces in question. Check its name; is it one of talk pages?"
            ),
            _ => [.. Offers.Judge(list, c.Session, c.Found.Pages, c.Now).Events],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/offered-categories", Handle)
            .Validate<Request, Validator>()
            .WithTags("Articles")
            .WithSummary("Offer all articles of a category, up to 10,000")
            .WithDescription(
                "Those that are in the category itself, in the content namespaces unless others are said. Answers how many came onto the list, and names those that did not; isComplete is false where the category goes on."
            )
            .GuardedBy("/api/v1/sessions/{session}/articles")
            .Refuses("wiki-not-tracked", "wiki-not-answering", "empty-category");

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
        var name = Pasted.Titles([request.Category])[0];
        var wiki = WantedPages.Followed(plan, name.Address ?? request.Wiki, enrolling.Wikis);
        var found =
            by.MayCoordinate && wiki is not null
                ? await FoundCategory.Ask(plan!, wiki, name.Name, request, enrolling, cancellation)
                : FoundCategory.Nothing;
        var command = new Command(session, plan is not null, by, wiki is not null, found, acting.Now);
        IReadOnlyList<OfferedTitle> titles = [];
        var outcome = await enrolling.OnArticles(
            session,
            state =>
            {
                titles = Offers.Judge(state, session, found.Pages, acting.Now).Titles;
                return Decide(state, command);
            },
            acting,
            cancellation
        );
        var told = titles.ToLookup(t => t.Result);
        return (
            outcome,
            new(
                found.Name,
                told[OfferVerdict.Offered].Count(),
                told[OfferVerdict.AlreadyOffered].Count(),
                [.. titles.Where(t => t.Result is not (OfferVerdict.Offered or OfferVerdict.AlreadyOffered))],
                found.IsComplete,
                outcome.Position
            )
        );
    }
}
