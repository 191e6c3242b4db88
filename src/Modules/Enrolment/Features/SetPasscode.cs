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
/// A coordinator sets the passcode that people enrol with, has a new one made, or clears it. Who is enrolled stays so. It
/// is kept in <see cref="Passcodes"/>, and the log tells nothing of it.
/// </summary>
internal static class SetPasscode
{
    internal sealed record Request(string Passcode);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.Passcode)
                .Cascade(CascadeMode.Stop)
                .NotEmpty()
                .MaximumLength(PasscodeText.Longest)
                .Must(p => !p.Any(char.IsControl))
                .WithMessage("A passcode has no control characters. Type it anew instead of pasting it.")
                .Must(p => PasscodeText.LengthOf(p) >= PasscodeText.Shortest)
                .WithMessage(
                    $"A passcode has at least {PasscodeText.Shortest} letters or digits; blanks and hyphens don't count."
                );
    }

    /// <summary>
    /// Without <paramref name="Passcode"/> the one that is kept goes. <paramref name="Seen"/> is the version that the
    /// caller decided on, if told.
    /// </summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        string? Passcode,
        long? Seen = null
    );

    /// <summary>What is to be kept from now on; no event, for it never comes to the log.</summary>
    internal sealed record Change(SessionId Session, string? Passcode);

    internal static Decision<Change> Decide(string? kept, Command c) =>
        c switch
        {
            { SessionExists: false } => Sessions.NotFound,
            { By.MayNotCoordinate: { } no } => no,
            { Seen: { } seen } when seen != SecretVersion.Of(kept) => EventLog.Stale,
            _ when c.Passcode == kept => [],
            _ => [new Change(c.Session, c.Passcode)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        const string address = "/api/v1/sessions/{session}/passcode";
        routes
            .MapPut(address, Handle)
            .Validate<Request, Validator>()
            .WithTags("Participants")
            .WithSummary("Set the passcode that people enrol with")
            .WithDescription("Case, blanks and hyphens don't matter when it is typed. Only coordinators are told.")
            .GuardedBy(address);
        routes
            .MapDelete(address, Clear)
            .WithTags("Participants")
            .WithSummary("Let people enrol without a passcode")
            .GuardedBy(address);
        routes
            .MapPost($"{address}/rotate", Rotate)
            .WithTags("Participants")
            .WithSummary("Have a new passcode made that can be said across a room")
            .WithDescription("Another each time; the one before is worth nothing from then on.")
            .GuardedBy(address);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, request.Passcode.Trim(), acting, enrolling, cancellation)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Clear(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, passcode: null, acting, enrolling, cancellation)).ToNoContent();

    private static async Task<Results<Ok<ShowPasscode.View>, ProblemHttpResult>> Rotate(
        SessionId session,
        HttpContext context,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var passcode = PasscodeText.Generate();
        var outcome = await Run(session, passcode, acting, enrolling, cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(new ShowPasscode.View(passcode));
    }

    /// <summary>The same for the API and the page. The passcode is valid; null clears the one that is kept.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        string? passcode,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var exists = await enrolling.Sessions.Find(session, cancellation) is not null;
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var kept = await enrolling.Passcodes.Of(session, cancellation);
        var decision = Decide(kept, new(session, exists, by, passcode, acting.ExpectedVersion));
        foreach (var change in decision)
        {
            await enrolling.Passcodes.Keep(change.Session, change.Passcode, cancellation);
        }

        return new(decision.Refusal, 0, 0);
    }
}
