using CampaignDashboard.Campaigns.Contracts;
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
/// A coordinator has the home wiki create the accounts that were asked for, one, some or all that wait, in the coordinator's
/// name; the owners are enrolled. Each request gets a verdict, and one that fails is kept. What the wiki would answer to
/// every further one, such as its throttle, ends the round. Asking again goes on with those that are left.
/// </summary>
internal static class CreateRequestedAccounts
{
    /// <summary>So many in one round: a wiki takes about a second for each, and somebody waits before the page.</summary>
    internal const int MostAtOnce = 50;

    /// <summary>Null or empty: all that wait, at most fifty at a time, who asked first comes first.</summary>
    internal sealed record Request(IReadOnlyList<Guid>? Requests = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.Requests)
                .Must(ids => ids is null || ids.Count <= MostAtOnce)
                .WithMessage($"Create at most {MostAtOnce} accounts at a time.");
    }

    /// <summary><paramref name="HasGrant"/>: the coordinator lets the dashboard create accounts in their name.</summary>
    internal sealed record Command(bool SessionExists, Standing By, bool IsConfigured, bool HasGrant);

    /// <summary>
    /// What became of one request: the account's owner, or <c>Problem</c> and, as far as the wiki said something,
    /// <c>WikiSays</c>.
    /// </summary>
    internal sealed record Verdict(
        Guid Request,
        string UserName,
        PersonId? Person,
        CreationProblem? Problem,
        string? WikiSays
    );

    /// <summary><c>Waiting</c> is how many are left.</summary>
    internal sealed record Answer(int Created, int Waiting, IReadOnlyList<Verdict> Requests);

    private static readonly Refusal NotConfigured = Refusal.Conflict(
        "account-creation-not-configured",
        "This dashboard cannot create accounts: its settings have no registration for that. Create the accounts on the wiki, then mark the requests as done."
    );

    private static readonly Refusal NoGrant = Refusal.Forbidden(
        "account-grant-needed",
        "Connect your account first: the dashboard creates accounts in your name, and only while you let it."
    );

    /// <summary>Null where the wiki may be asked.</summary>
    internal static Refusal? Decide(Command c) =>
        c switch
        {
            { SessionExists: false } => Sessions.NotFound,
            { By.MayNotCoordinate: { } no } => no,
            { IsConfigured: false } => NotConfigured,
            { HasGrant: false } => NoGrant,
            _ => null,
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/account-requests/creations", Handle)
            .Validate<Request, Validator>()
            .WithTags("Account requests")
            .WithSummary("Have the wiki create accounts that were asked for, with a verdict for each request")
            .WithDescription(
                "In the caller's name, who connected their account before (on the page of the requests). The wiki mails each owner a temporary password."
            )
            .Refuses("account-creation-not-configured", "account-grant-needed");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        HttpContext context,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var (outcome, answer) = await Run(session, request, SiteOf(context), acting, requesting, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer);
    }

    /// <summary>The address of this dashboard, as the caller has it.</summary>
    internal static Uri SiteOf(HttpContext context) =>
        new($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/");

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        Request request,
        Uri site,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var enrolling = requesting.Enrolling;
        var plan = await enrolling.Sessions.Find(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var grant = acting.By.Person is { } person
            ? await requesting.Grants.Of(person, acting.Now, cancellation)
            : null;
        if (Decide(new(plan is not null, by, requesting.Grants.IsConfigured, grant is not null)) is { } refusal)
        {
            return (new(refusal, 0, 0), new(0, 0, []));
        }

        var round = new AccountRound(plan!, site, grant!, acting, requesting);
        // Begun is done: a browser that leaves does not leave half an account here.
        var verdicts = await round.Run(request.Requests ?? [], CancellationToken.None);
        var waiting = (await requesting.WaitingIn(session, cancellation)).Count;
        return (new(null, 0, 0), new(verdicts.Count(v => v.Person is not null), waiting, verdicts));
    }
}
