using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// A coordinator has the wikis asked at once what became of the articles: moved, deleted, created, redirected. The dashboard
/// asks by itself while a session is tracked.
/// </summary>
internal static class RefreshArticles
{
    /// <summary><paramref name="By"/> is null for the dashboard itself.</summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing? By,
        SeenPages Seen,
        string? NotAnswered,
        DateTimeOffset Now
    );

    /// <summary>How many things were new.</summary>
    internal sealed record Answer(int Changes, long Position);

    internal static Decision<ArticleListEvent> Decide(ArticleList list, Command c) =>
        list switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By?.MayNotCoordinate is { } no => no,
            _ when News(list, c) is [_, ..] news => [.. news],
            // What other wikis said is kept though one did not answer.
            _ when c.NotAnswered is { } reason && c.By is not null => Refusal.Conflict(
                "wiki-not-answering",
                $"{reason} Nothing is known to have changed; try again later."
            ),
            _ => [],
        };

    private static IReadOnlyList<ArticleListEvent> News(ArticleList list, Command c) =>
        [
            .. list
                .Articles.OrderBy(a => a.Key)
                .SelectMany(a => ArticleNews.Of(c.Session, a.Key, a.Value, c.Seen, c.Now)),
        ];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/article-checks", Handle)
            .WithTags("Articles")
            .WithSummary("Ask the wikis at once what became of the articles")
            .WithDescription(
                "While a session is tracked, and a week before and after, the dashboard asks every 15 minutes by itself."
            )
            .GuardedBy("/api/v1/sessions/{session}/articles")
            .Refuses("wiki-not-answering");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var (outcome, answer) = await Run(session, acting, enrolling, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer);
    }

    /// <summary>The same for the API and the page. Who may not coordinate causes no question.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var exists = await enrolling.Sessions.Find(session, cancellation) is not null;
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var check = new Command(session, exists, by, new(), NotAnswered: null, acting.Now);
        return Decide(ArticleList.Initial, check).Refusal is { } refusal
            ? (new(refusal, 0, 0), new(0, 0))
            : await Check(check, acting.Cause, acting.ExpectedVersion, [], enrolling, cancellation);
    }

    /// <summary>The dashboard's own check; wikis that are <paramref name="down"/> are not asked.</summary>
    internal static Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        DateTimeOffset now,
        Dictionary<string, string> down,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var check = new Command(session, SessionExists: true, By: null, new(), NotAnswered: null, now);
        return Check(check, Cause.System, expectedVersion: null, down, enrolling, cancellation);
    }

    private static async Task<(Outcome Outcome, Answer Answer)> Check(
        Command check,
        Cause cause,
        long? expectedVersion,
        Dictionary<string, string> down,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var stream = EnrolmentStreams.Articles(check.Session);
        var (list, _) = await enrolling.Log.Fold<ArticleList, ArticleListEvent>(stream, cancellation);
        var (seen, notAnswered) = await ArticleQuestions.Ask(
            list.Articles.Values,
            enrolling.Wikis,
            enrolling.Api,
            down,
            cancellation
        );
        var command = check with { Seen = seen, NotAnswered = notAnswered };
        var changes = 0;
        var outcome = await enrolling.Log.Transact<ArticleList, ArticleListEvent>(
            stream,
            state =>
            {
                var decision = Decide(state, command);
                changes = decision.Events.Length;
                return decision;
            },
            cause,
            expectedVersion,
            cancellation
        );
        await enrolling.Checks.Note(check.Session, new(check.Now, notAnswered), cancellation);
        return (outcome, new(changes, outcome.Position));
    }
}
