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
/// Somebody who has no account asks a session's coordinators for one, which enrols them, too. Nobody need sign in. A name
/// is asked for once in a session: asking again changes nothing, with another address neither, and is answered alike
/// whoever asks, so that nobody learns whose name it is.
/// </summary>
internal static class RequestAccount
{
    /// <summary>Without an attendance, the one that the session offers; on site if it offers both.</summary>
    internal sealed record Request(
        string UserName,
        string Email,
        Attendance? Attendance = null,
        string? Passcode = null
    )
    {
        /// <summary>Without name and address.</summary>
        public override string ToString() => $"{nameof(RequestAccount)}.{nameof(Request)}";
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            Include(new AccountNameRule<Request>(r => r.UserName));
            RuleFor(r => r.Email)
                .Cascade(CascadeMode.Stop)
                .NotEmpty()
                .WithMessage("Give an e-mail address: the wiki sends the password there.")
                .MaximumLength(254)
                .Must(EmailAddress.IsPossible)
                .WithMessage("That is not an e-mail address. It looks like name@example.org.");
            RuleFor(r => r.Passcode).MaximumLength(200);
        }
    }

    /// <summary>
    /// Without <paramref name="Terms"/> there is no such session. <paramref name="NameIsHeld"/>: somebody waits for this name
    /// in the session already.
    /// </summary>
    internal sealed record Command(
        SessionId Session,
        Terms? Terms,
        Standing By,
        HandSwitch? Hand,
        bool TooOften,
        PasscodeTry Passcode,
        Attendance Attendance,
        NewName Name,
        bool NameIsHeld,
        Guid Request,
        DateTimeOffset Now
    );

    /// <summary>
    /// What came of it. <c>Receipt</c> takes the request back, and is told this once; null where the name waits already.
    /// </summary>
    internal sealed record Answer(AccountRequestResult Result, string UserName, Guid? Receipt);

    /// <summary>Why a session may take no account request now.</summary>
    internal static readonly string[] ClosedCodes =
    [
        "session-cancelled",
        "registration-closed",
        "registration-not-open-yet",
    ];

    private static readonly Refusal NameTaken = Refusal.Conflict(
        "name-taken",
        "Somebody has this user name already. Choose another one."
    );

    private static readonly Refusal NameNotAllowed = Refusal.Invalid(
        "name-not-allowed",
        "The wiki does not allow this user name. Choose another one."
    );

    private static readonly Refusal TooMany = Refusal.Conflict(
        "too-many-account-requests",
        "Very many account requests wait in this session already. Ask a coordinator."
    );

    internal static Decision<AccountRequestEvent> Decide(AccountRequests requests, Command c) =>
        requests switch
        {
            _ when c.TooOften => RequestRate.TooOften,
            _ when RefuseTo(c.Terms, c.By, c.Hand, c.Now) is { } closed => closed,
            _ when c.Passcode.RefusedAt(c.Now) is { } wrong => wrong,
            _ when !c.Terms!.Offers(c.Attendance) => Terms.NotOffered,
            _ when c.NameIsHeld || requests.Of(c.Request) is not null => [],
            _ when c.Name.State is NewNameState.Taken => NameTaken with { Reason = c.Name.Reason! },
            _ when c.Name.State is NewNameState.NotAllowed => NameNotAllowed with { Reason = c.Name.Reason! },
            { Waiting: >= AccountRequests.MostWaiting } => TooMany,
            // Where the wiki does not answer, its answer to the coordinator tells.
            _ => [new AccountRequested(c.Session, c.Request, c.Now)],
        };

    /// <summary>Why nobody may ask for an account in a session now, or null. It may be full: coordinators enter people beyond.</summary>
    internal static Refusal? RefuseTo(Terms? terms, Standing by, HandSwitch? hand, DateTimeOffset now) =>
        terms is null ? Sessions.NotFound
        : by.Life is Life.Deleted ? Standing.IsDeleted
        : by.Life is not Life.Open ? Standing.IsArchived
        : terms.RefuseTo(Roster.Initial with { Hand = hand }, now);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/account-requests", Handle)
            .Validate<Request, Validator>()
            .WithTags("Account requests")
            .WithSummary("Ask a session's coordinators for an account, without having one")
            .WithDescription(
                "The e-mail address is shown to the session's coordinators alone, and deleted when they have dealt with the request, or after 30 days."
            )
            .May(WhoMay.Everybody)
            .Refuses([
                .. ClosedCodes,
                "asked-too-often",
                "passcode-needed",
                "wrong-passcode",
                "passcode-locked",
                "attendance-not-offered",
                "name-taken",
                "name-not-allowed",
                "too-many-account-requests",
            ]);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        SessionId session,
        Request request,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var (outcome, answer) = await Run(session, request, acting, requesting, cancellation);
        return outcome.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer);
    }

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<(Outcome Outcome, Answer Answer)> Run(
        SessionId session,
        Request request,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var command = await Gather(session, request, acting, requesting, cancellation);
        var stream = EnrolmentStreams.AccountRequests(session);
        var (state, version) = await requesting.Enrolling.Log.Fold<AccountRequests, AccountRequestEvent>(
            stream,
            cancellation
        );
        var waiting = new Answer(AccountRequestResult.WaitsAlready, command.Name.UserName, Receipt: null);
        var entry = new AccountVault.Entry(
            command.Request,
            session,
            command.Name.UserName,
            request.Email.Trim(),
            command.Attendance,
            acting.Now
        );
        var decided = Decide(state, command);
        // First the vault, which knows names: of two who ask at once for one name, one keeps a row.
        if (decided.Events.IsEmpty || !await requesting.Vault.Keep(entry, cancellation))
        {
            return (new(decided.Refusal, version, 0), waiting);
        }

        var outcome = await requesting.Enrolling.Log.Transact<AccountRequests, AccountRequestEvent>(
            stream,
            requests => Decide(requests, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
        if (!outcome.Accepted)
        {
            await requesting.Vault.Delete(entry.Request, CancellationToken.None);
        }

        return (outcome, new(AccountRequestResult.Requested, entry.UserName, entry.Request));
    }

    private static async Task<Command> Gather(
        SessionId session,
        Request request,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var enrolling = requesting.Enrolling;
        var terms = await enrolling.TermsOf(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var hand = (await enrolling.Rows.RegistrationOf(session, cancellation)).Hand;
        var tooOften = !requesting.Rate.AllowsRequest(acting.From);
        // What is refused anyway causes no question to a wiki, and tries no passcode.
        var refused = tooOften || RefuseTo(terms, by, hand, acting.Now) is not null;
        var name = refused
            ? new NewName(request.UserName, request.UserName, NewNameState.NotAnswered, Reason: null)
            : await enrolling.People.LookUpNew(request.UserName, cancellation);
        return new(
            session,
            terms,
            by,
            hand,
            tooOften,
            refused
                ? PasscodeTry.Fits
                : await enrolling.Passcodes.Try(session, by, request.Passcode, acting, cancellation),
            request.Attendance ?? terms?.Usual ?? default,
            name,
            await requesting.Vault.Holds(session, name.UserName, cancellation),
            // By chance, whatever key came along: who knows it may take the request back.
            Guid.NewGuid(),
            acting.Now
        );
    }
}

/// <summary>What came of asking for an account.</summary>
internal enum AccountRequestResult
{
    /// <summary>The coordinators see the request.</summary>
    Requested,

    /// <summary>Somebody asked for the name in this session before, perhaps the same person.</summary>
    WaitsAlready,
}
