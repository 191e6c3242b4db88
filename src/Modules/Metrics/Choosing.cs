using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics;

/// <summary>What the two slices share that decide whether the edits of a page count.</summary>
internal sealed record Choosing(EventLog Log, Rights Rights, Sessions Sessions)
{
    /// <summary>Uploads to Commons count whether a session tracks it or not, so its pages can be chosen as well.</summary>
    private const string Commons = "commonswiki";

    private static readonly Refusal NotTracked = Refusal.Invalid(
        "wiki-not-tracked",
        "This session does not follow that wiki. Choose one of the wikis that it follows."
    );

    private static readonly Refusal NoPageNumber = Refusal.Invalid(
        "not-a-page-number",
        "Pages have numbers from 1 on. Take the one under “Page information” on the wiki."
    );

    /// <summary>Why a coordinator decides so: everybody reads it beside the page.</summary>
    internal sealed record Request(string Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).NotEmpty().WithMessage("Say why: everybody reads it beside the page.");
            RuleFor(r => r.Reason)
                .Must(reason => reason.Trim().Length is >= 3 and <= 200)
                .When(r => !string.IsNullOrEmpty(r.Reason))
                .WithMessage("Say why in 3 to 200 characters.");
        }
    }

    /// <summary><paramref name="Wikis"/> are those that the session follows; null: there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        IReadOnlyList<string>? Wikis,
        WikiPage Page,
        string Reason,
        Standing By,
        DateTimeOffset Now
    )
    {
        /// <summary>Why it may not be decided at all, or null.</summary>
        public Refusal? No =>
            Wikis is null ? Sessions.NotFound
            : By.MayNotCoordinate is { } no ? no
            : Page.Wiki != Commons && !Wikis.Contains(Page.Wiki, StringComparer.Ordinal) ? NotTracked
            : Page.Page < 1 ? NoPageNumber
            : null;
    }

    /// <summary>Maps a slice of the two: <c>PUT …/{path}/{wiki}/{page}</c>.</summary>
    internal static void Map(
        IEndpointRouteBuilder routes,
        Type slice,
        string path,
        string summary,
        Func<PageChoices, Command, Decision<PageChoiceEvent>> decide
    ) =>
        routes
            .MapPut(
                $"/api/v1/sessions/{{session}}/{path}/{{wiki}}/{{page:long}}",
                async (
                    SessionId session,
                    string wiki,
                    long page,
                    Request request,
                    Acting acting,
                    Choosing choosing,
                    CancellationToken cancellation
                ) =>
                    (
                        await choosing.Decide(session, new(wiki, page), request, decide, acting, cancellation)
                    ).ToNoContent()
            )
            .IsOf(slice)
            .Validate<Request, Validator>()
            .WithTags("Statistics")
            .WithSummary(summary)
            .WithDescription(
                "The page by its number on its wiki, which stays the same wherever it moves. The last word on a page counts, for edits already made too; everybody reads the reason."
            )
            .GuardedBy("/api/v1/sessions/{session}/page-choices")
            .Refuses("wiki-not-tracked", "not-a-page-number");

    /// <summary>The same for the API and the page.</summary>
    internal async Task<Outcome> Decide(
        SessionId session,
        WikiPage page,
        Request request,
        Func<PageChoices, Command, Decision<PageChoiceEvent>> decide,
        Acting acting,
        CancellationToken cancellation
    )
    {
        var plan = await Sessions.Find(session, cancellation);
        var by = await Rights.At(session.Value, acting.By, cancellation);
        string[]? wikis = plan is null ? null : [.. plan.Wikis.Select(w => w.Wiki)];
        var command = new Command(session, wikis, page, request.Reason.Trim(), by, acting.Now);
        return await Log.Transact<PageChoices, PageChoiceEvent>(
            Activity.PageChoicesOf(session),
            state => decide(state, command),
            acting.Cause,
            acting.ExpectedVersion,
            cancellation
        );
    }
}
