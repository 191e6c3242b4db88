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
/// A participant brings a subject of their own: it comes onto the list and is theirs to write, both or neither. Asking
/// again changes nothing.
/// </summary>
internal static class BringArticle
{
    /// <summary>A title, or the address of a page, which names its wiki.</summary>
    internal sealed record Request(string? Wiki, string Title);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title)
                .Cascade(CascadeMode.Stop)
                .NotEmpty()
                .MaximumLength(2000)
                .Must(title => Pasted.Titles([title]).Count == 1)
                .WithMessage("Name one title, or the address of one page.");
            RuleFor(r => r.Wiki).MaximumLength(255);
            RuleFor(r => r.Wiki)
                .NotEmpty()
                .When(r => r.Title is not null && Pasted.Titles([r.Title]).Any(t => t.Address is null))
                .WithMessage("Say in which wiki the title is, or give the address of the page.");
        }
    }

    /// <summary><paramref name="Participant"/> is the caller, if enrolled; <paramref name="Page"/> is null if nobody was asked.</summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        PersonId? Participant,
        WantedPage? Page,
        string? NotAnswered,
        DateTimeOffset Now
    );

    internal sealed record Answer(Guid Article, string Title, string Wiki, bool Exists, long Position);

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            _ when c.Participant is null => AssignArticle.NotAParticipant(self: true),
            _ when c.NotAnswered is { } reason => Refusal.Conflict(
                "wiki-not-answering",
                $"{reason} Your article is not on the list yet; try again later."
            ),
            _ => Bring(list, c, c.Page!, c.Participant.Value),
        };

    private static Decision<ArticleListEvent> Bring(
        ArticleList list,
        Command c,
        WantedPage wanted,
        PersonId participant
    ) =>
        Offers.Judge(list, c.Session, [wanted], c.Now) switch
        {
            ([{ Result: OfferVerdict.AlreadyOffered, Article: { } article }], _) => AssignArticle.Decide(
                list,
                new(c.Session, true, c.By, article, true, participant, ArticleRole.Author, c.Now)
            ),
            (_, [var offered]) => [offered, new ArticleAssigned(c.Session, offered.Article, participant, c.Now)],
            ([var no], _) => No(no),
            _ => [],
        };

    private static Refusal No(OfferedTitle title) =>
        title switch
        {
            { Result: OfferVerdict.NotFollowed } => OfferArticles.NotFollowed,
            { Result: OfferVerdict.UserPage } => OfferArticles.UserPage,
            { Result: OfferVerdict.ListFull } => Refusal.Conflict(
                "list-full",
                "The list of this session is full. Choose an article that is on it."
            ),
            { Result: OfferVerdict.Redirect, RedirectsTo: { } target } => Refusal.Invalid(
                "redirects-elsewhere",
                $"“{title.Title}” leads to “{target}”. Bring that article instead."
            ),
            { Result: OfferVerdict.Redirect } => Refusal.Invalid(
                "redirects-elsewhere",
                $"“{title.Title}” is a redirect to a page that cannot be on the list. Bring another article."
            ),
            _ => Refusal.Invalid("not-a-title", "No page of that wiki can have that title. Check it."),
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/brought-articles", Handle)
            .Validate<Request, Validator>()
            .WithTags("Articles")
            .WithSummary("Bring an article of one's own: it is offered, and the caller's")
            .GuardedBy("/api/v1/sessions/{session}/articles")
            .May(WhoMay.Participants)
            .Refuses(
                "sign-in-first",
                "enrol-first",
                "wiki-not-tracked",
                "wiki-not-answering",
                "user-page",
                "redirects-elsewhere",
                "not-a-title",
                "article-taken",
                "list-full"
            );

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

    /// <summary>The same for the API and the page. The request is valid; who takes no part causes no question.</summary>
    internal static async Task<(Outcome Outcome, Answer? Answer)> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var plan = await enrolling.Sessions.Find(session, cancellation);
        var (roster, _) = await enrolling.Log.Fold<Roster, RosterEvent>(EnrolmentStreams.Roster(session), cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        PersonId? participant = acting.By.Person is { } person && roster.Has(person) ? person : null;
        var (pages, notAnswered) =
            participant is not null && by.MayNotTakePart is null
                ? await WantedPages.Ask(plan, request.Wiki, Pasted.Titles([request.Title]), enrolling, cancellation)
                : ([], null);
        WantedPage? page = pages is [var one] ? one : null;
        var command = new Command(session, plan is not null, by, participant, page, notAnswered, acting.Now);
        OfferedTitle? title = null;
        var outcome = await enrolling.OnArticles(
            session,
            state =>
            {
                title = page is null ? null : Offers.Judge(state, session, [page], acting.Now).Titles[0];
                return Decide(state, command);
            },
            acting,
            cancellation
        );
        return (
            outcome,
            title is { Article: { } article }
                ? new(article, title.Title!, title.Wiki!, title.Exists, outcome.Position)
                : null
        );
    }
}
