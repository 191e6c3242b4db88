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
/// Who asked for an account has one: is enrolled, and the request is dealt with, its name and address deleted. A coordinator
/// says so who created the account by hand; <see cref="CreateRequestedAccounts"/> comes here, too. Asking again changes
/// nothing.
/// </summary>
internal static class EnterRequestedAccount
{
    /// <summary>The account's name, where it became another than was asked for.</summary>
    internal sealed record Request(string? UserName = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.UserName)
                .MaximumLength(255)
                .Must(typed => typed?.Any(char.IsControl) != true)
                .WithMessage("A user name has no control characters. Type it anew instead of pasting it.");
    }

    /// <summary>
    /// <paramref name="IsHeld"/>: name and address of the request are in the vault. <paramref name="Name"/> is what the wiki
    /// says of the account.
    /// </summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        Guid Request,
        bool IsHeld,
        CheckedName Name,
        bool ByHand,
        DateTimeOffset Now
    );

    internal static Decision<AccountRequestEvent> Decide(AccountRequests requests, Command c) =>
        requests switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when requests.Of(c.Request) is RequestFate.Created => [],
            _ when requests.Refuse(c.Request, c.IsHeld) is { } refusal => refusal,
            _ when c.Name.Person is null => Standing.NoSuchAccount(c.Name),
            _ => [new AccountCreated(c.Session, c.Request, c.Name.Person.Value, c.Now, c.ByHand)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/sessions/{session}/account-requests/{request:guid}/account", Handle)
            .Validate<Request, Validator>()
            .WithTags("Account requests")
            .WithSummary("Say that the account was created by hand; its owner is enrolled")
            .GuardedBy("/api/v1/sessions/{session}/account-requests")
            .Refuses("no-such-account-request", "account-request-dealt-with", "no-such-account");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Guid request,
        Request body,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    ) => (await Run(session, request, body, acting, requesting, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Guid request,
        Request body,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var entry = await requesting.Vault.Find(session, request, cancellation);
        var by = await requesting.Enrolling.Rights.At(session.Value, acting.By, cancellation);
        var typed = string.IsNullOrWhiteSpace(body.UserName) ? entry?.UserName ?? "" : body.UserName.Trim();
        var asks = entry is not null && by.MayNotCoordinate is null;
        var name = await requesting.Enrolling.People.Find(typed, asks, cancellation);
        return await Settle(session, request, entry, name, byHand: true, acting, requesting, cancellation);
    }

    /// <summary>
    /// Enrols the account's owner by the roster's own decision, then closes the request. Whatever stops it between the two,
    /// the next attempt goes on.
    /// </summary>
    internal static async Task<Outcome> Settle(
        SessionId session,
        Guid request,
        AccountVault.Entry? entry,
        CheckedName name,
        bool byHand,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var enrolling = requesting.Enrolling;
        var terms = await enrolling.TermsOf(session, cancellation);
        var by = await enrolling.Rights.At(session.Value, acting.By, cancellation);
        var close = new Command(session, terms is not null, by, request, entry is not null, name, byHand, acting.Now);
        var (requests, version) = await enrolling.Log.Fold<AccountRequests, AccountRequestEvent>(
            EnrolmentStreams.AccountRequests(session),
            cancellation
        );
        var stale = acting.ExpectedVersion is { } seen && seen != version ? EventLog.Stale : null;
        if ((stale ?? Decide(requests, close).Refusal) is { } refusal)
        {
            return new(refusal, version, 0);
        }

        if (entry is not null)
        {
            var attendance = terms!.Offers(entry.Attendance) ? entry.Attendance : terms.Usual;
            var enrol = new EnrolParticipants.Command(session, terms, by, [name], attendance, acting.Now);
            var enrolled = await enrolling.Log.Transact<Roster, RosterEvent>(
                EnrolmentStreams.Roster(session),
                roster => EnrolParticipants.Decide(roster, enrol),
                acting.Cause,
                expectedVersion: null,
                cancellation
            );
            if (!enrolled.Accepted)
            {
                return enrolled;
            }
        }

        return await requesting.DealWith(
            session,
            request,
            state => Decide(state, close),
            acting.Cause,
            acting.ExpectedVersion,
            cancellation
        );
    }
}
