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
/// The caller takes a place in a session, or waits for one if it is full: "Subscribe". Asking again changes nothing; who
/// wants to take part in the other way withdraws first.
/// </summary>
internal static class EnrolInSession
{
    /// <summary>
    /// Without an attendance, the one that the session offers; on site if it offers both. The passcode is asked for where
    /// one is set.
    /// </summary>
    internal sealed record Request(Attendance? Attendance = null, string? Passcode = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Passcode).MaximumLength(PasscodeText.Longest);
    }

    /// <summary>Without <paramref name="Terms"/> there is no such session.</summary>
    internal sealed record Command(
        SessionId Session,
        Terms? Terms,
        Standing By,
        Attendance Attendance,
        DateTimeOffset Now
    )
    {
        /// <summary>What the passcode that came with it is worth.</summary>
        public PasscodeTry Passcode { get; init; } = PasscodeTry.Fits;

        /// <summary>Whether the wiki said, when the caller signed in, that their account may not edit.</summary>
        public bool IsBlocked { get; init; }
    }

    internal static Decision<RosterEvent> Decide(Roster roster, Command c) =>
        roster switch
        {
            _ when c.Terms is null => Sessions.NotFound,
            _ when c.By.MayNotTakePart is { } no => no,
            { Ended: true } => Standing.IsDeleted,
            _ when roster.AskedBy(c.By.Person!.Value) is { } asked => asked == c.Attendance ? [] : Otherwise,
            _ when !c.Terms.Offers(c.Attendance) => Terms.NotOffered,
            _ when roster.Removed.ContainsKey(c.By.Person.Value) => WasRemoved,
            _ when c.IsBlocked => AccountBlocked,
            _ when c.Terms.RefuseTo(roster, c.Now) is { } refusal => refusal,
            _ when c.Passcode.RefusedAt(c.Now) is { } refusal => refusal,
            _ => WaitingList.Admit(c.Session, c.Terms, roster, new(c.By.Person.Value, c.Attendance), c.Now),
        };

    private static readonly Refusal Otherwise = Refusal.Conflict(
        "enrolled-otherwise",
        "You are enrolled already, or wait for a place, with another attendance. Withdraw first, then enrol again."
    );

    private static readonly Refusal WasRemoved = Refusal.Forbidden(
        "removed-from-session",
        "A coordinator took you off this session's list. Ask them to put you back, if that was a mistake."
    );

    private static readonly Refusal AccountBlocked = Refusal.Forbidden(
        "account-blocked",
        "Your Wikimedia account is blocked from editing, so nothing that you write could count. Ask at the wiki to be unblocked, then sign out and in again; or ask a coordinator to enter you."
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/enrolment", Handle)
            .Validate<Request, Validator>()
            .WithTags("Participants")
            .WithSummary("Enrol yourself in a session, or wait for a place if it is full")
            .WithDescription("GET of the same address tells which of the two it was.")
            .GuardedBy("/api/v1/sessions/{session}/participants")
            .May(WhoMay.SignedIn)
            .Refuses(
                "sign-in-first",
                "enrolled-otherwise",
                "attendance-not-offered",
                "session-cancelled",
                "registration-closed",
                "registration-not-open-yet",
                "removed-from-session",
                "account-blocked",
                "passcode-needed",
                "wrong-passcode",
                "passcode-locked"
            );

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, enrolling, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Request request,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var terms = await enrolling.TermsOf(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var attendance = request.Attendance ?? terms?.Usual ?? default;
        var command = new Command(session, terms, by, attendance, acting.Now)
        {
            IsBlocked = acting.By.IsBlocked,
            // Who has not signed in is refused whatever they typed, and must not lock others out by typing.
            Passcode = by.Person is null
                ? PasscodeTry.Fits
                : await enrolling.Passcodes.Try(session, by, request.Passcode, acting, cancellation),
        };
        return await enrolling.OnRoster(session, state => Decide(state, command), acting, cancellation);
    }
}
