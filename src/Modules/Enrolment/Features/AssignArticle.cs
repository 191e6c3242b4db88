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
/// A participant chooses an available article to write, or one that others write to review it, or a coordinator assigns it
/// to a participant. An article has as many authors as the list allows, one at first. Asking again changes nothing.
/// </summary>
internal static class AssignArticle
{
    /// <summary>Without a user name, the caller is meant; without a role, to write.</summary>
    internal sealed record Request(string? UserName = null, ArticleRole Role = ArticleRole.Author);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.UserName).MaximumLength(255);
            RuleFor(r => r.Role).IsInEnum();
        }
    }

    /// <summary><paramref name="Participant"/> is who shall write, if enrolled; null: the one who was named is not.</summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        Guid Article,
        bool ForSelf,
        PersonId? Participant,
        ArticleRole Role,
        DateTimeOffset Now
    );

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            _ when !c.ForSelf && !c.By.MayCoordinate => Standing.NotACoordinator,
            _ when !list.Articles.ContainsKey(c.Article) => NoSuchArticle,
            _ when c.Participant is null => NotAParticipant(c.ForSelf),
            _ when list.Articles[c.Article].Having(c.Role).Contains(c.Participant.Value) => [],
            _ when c.Role == ArticleRole.Reviewer => Review(list.Articles[c.Article], c, c.Participant.Value),
            _ => Write(list, list.Articles[c.Article], c, c.Participant.Value),
        };

    private static Decision<ArticleListEvent> Review(ListedArticle article, Command c, PersonId participant) =>
        article switch
        {
            _ when article.Authors.Contains(participant) => Refusal.Conflict(
                "own-article",
                "Whoever writes an article does not review it. Ask somebody else to, or have it released first."
            ),
            { Reviewers.Count: >= ArticleList.MostReviewers } => Refusal.Conflict(
                "enough-reviewers",
                $"This article has {ArticleList.MostReviewers} reviewers already. Choose another."
            ),
            _ => [new ArticleReviewerAssigned(c.Session, c.Article, participant, c.Now)],
        };

    /// <summary>Who reviewed an article and now writes it reviews it no more.</summary>
    private static Decision<ArticleListEvent> Write(
        ArticleList list,
        ListedArticle article,
        Command c,
        PersonId participant
    ) =>
        article switch
        {
            _ when !list.HasRoom(article) => Taken,
            _ when article.Reviewers.Contains(participant) =>
            [
                new ArticleReviewerReleased(c.Session, c.Article, participant, c.Now),
                new ArticleAssigned(c.Session, c.Article, participant, c.Now),
            ],
            _ => [new ArticleAssigned(c.Session, c.Article, participant, c.Now)],
        };

    /// <summary>The answer to who would write an article that has enough authors.</summary>
    internal static readonly Refusal Taken = Refusal.Conflict(
        "article-taken",
        "This article has as many authors as the list allows. Choose another, or have it released first."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/articles/{article:guid}/assignment", Handle)
            .Validate<Request, Validator>()
            .WithTags("Articles")
            .WithSummary("Choose an article to write or review, or assign it to a participant")
            .GuardedBy("/api/v1/sessions/{session}/articles")
            .May(WhoMay.Participants)
            .Refuses(
                "sign-in-first",
                "not-a-coordinator",
                "enrol-first",
                "article-taken",
                "own-article",
                "enough-reviewers",
                "not-a-participant"
            );

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Guid article,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, article, request, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Guid article,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var (roster, _) = await enrolling.Log.Fold<Roster, RosterEvent>(EnrolmentStreams.Roster(session), cancellation);
        var name = request.UserName?.Replace('_', ' ').Trim();
        var self = string.IsNullOrEmpty(name) || string.Equals(name, acting.By.UserName, StringComparison.Ordinal);
        var meant = self ? acting.By.Person : await Named(name!, roster, enrolling.People, cancellation);
        var command = new Command(
            session,
            await enrolling.Sessions.Find(session, cancellation) is not null,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            article,
            self,
            meant is { } person && roster.Has(person) ? person : null,
            request.Role,
            acting.Now
        );
        return await enrolling.OnArticles(session, state => Decide(state, command), acting, cancellation);
    }

    /// <summary>The answer to an id that no article of the session has.</summary>
    internal static readonly Refusal NoSuchArticle = Refusal.NotFound(
        "no-such-article",
        "This session offers no such article. Load the list again."
    );

    internal static Refusal NotAParticipant(bool self) =>
        self
            ? Refusal.Forbidden("enrol-first", "Articles are for participants. Enrol in this session, then choose one.")
            : Refusal.Invalid(
                "not-a-participant",
                "No participant of this session has that name. Enrol the person first, or check the spelling."
            );

    /// <summary>The participant of this name. No wiki is asked: only those on the roster can be meant.</summary>
    private static async Task<PersonId?> Named(
        string name,
        Roster roster,
        People people,
        CancellationToken cancellation
    )
    {
        var names = await people.Names([.. roster.Enrolled.Keys], cancellation);
        return names
            .Where(n => string.Equals(n.Value, name, StringComparison.Ordinal))
            .Select(n => (PersonId?)n.Key)
            .SingleOrDefault();
    }
}
