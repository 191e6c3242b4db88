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
/// Somebody who has no account asks whether a name can be had, before they ask for an account of that name. Nothing is
/// stored by asking.
/// </summary>
internal static class CheckAccountName
{
    internal sealed record Request(string UserName);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => Include(new AccountNameRule<Request>(r => r.UserName));
    }

    /// <summary>Without <paramref name="Terms"/> there is no such session.</summary>
    internal sealed record Command(Terms? Terms, Standing By, HandSwitch? Hand, bool TooOften, DateTimeOffset Now);

    /// <summary>
    /// <c>UserName</c> is the wiki's spelling; <c>Reason</c> says why it cannot be had; <c>RequestedHere</c>: somebody waits
    /// in this session for an account of the name.
    /// </summary>
    internal sealed record Answer(string UserName, NewNameState State, string? Reason, bool RequestedHere);

    /// <summary>Null where the wiki may be asked.</summary>
    internal static Refusal? Decide(Command c) =>
        c.TooOften ? RequestRate.TooOften : RequestAccount.RefuseTo(c.Terms, c.By, c.Hand, c.Now);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/account-name-checks", Handle)
            .Validate<Request, Validator>()
            .WithTags("Account requests")
            .WithSummary("Whether an account of this name can be had, in the wiki's words; stores nothing")
            .ChangesNothing()
            .May(WhoMay.Everybody)
            .Refuses([.. RequestAccount.ClosedCodes, "asked-too-often"]);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var (refusal, answer) = await Run(session, request, acting, requesting, cancellation);
        return refusal is null ? TypedResults.Ok(answer!) : refusal.ToProblem();
    }

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<(Refusal? Refusal, Answer? Answer)> Run(
        SessionId session,
        Request request,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var (enrolling, vault) = (requesting.Enrolling, requesting.Vault);
        var command = new Command(
            await enrolling.TermsOf(session, cancellation),
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            (await enrolling.Rows.RegistrationOf(session, cancellation)).Hand,
            !requesting.Rate.AllowsCheck(acting.From),
            acting.Now
        );
        if (Decide(command) is { } refusal)
        {
            return (refusal, null);
        }

        var name = await enrolling.People.LookUpNew(request.UserName, cancellation);
        var held = await vault.Holds(session, name.UserName, cancellation);
        return (null, new(name.UserName, name.State, name.Reason, held));
    }
}
