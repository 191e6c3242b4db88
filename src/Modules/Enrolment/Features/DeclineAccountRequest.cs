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

/// <summary>A coordinator says no to an account request; its name and address are deleted. Asking again changes nothing.</summary>
internal static class DeclineAccountRequest
{
    /// <summary><paramref name="IsHeld"/>: name and address of the request are in the vault.</summary>
    internal sealed record Command(
        SessionId Session,
        bool SessionExists,
        Standing By,
        Guid Request,
        bool IsHeld,
        DateTimeOffset Now
    );

    internal static Decision<AccountRequestEvent> Decide(AccountRequests requests, Command c) =>
        requests switch
        {
            _ when !c.SessionExists => Sessions.NotFound,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when requests.Of(c.Request) is RequestFate.Declined => [],
            _ when requests.Refuse(c.Request, c.IsHeld) is { } refusal => refusal,
            _ => [new AccountRequestDeclined(c.Session, c.Request, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/api/v1/sessions/{session}/account-requests/{request:guid}", Handle)
            .WithTags("Account requests")
            .WithSummary("Decline an account request; its name and e-mail address are deleted")
            .GuardedBy("/api/v1/sessions/{session}/account-requests")
            .Refuses("no-such-account-request", "account-request-dealt-with");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Guid request,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    ) => (await Run(session, request, acting, requesting, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Guid request,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var enrolling = requesting.Enrolling;
        var command = new Command(
            session,
            await enrolling.Sessions.Find(session, cancellation) is not null,
            await enrolling.Rights.At(session.Value, acting.By, cancellation),
            request,
            await requesting.Vault.Find(session, request, cancellation) is not null,
            acting.Now
        );
        return await requesting.DealWith(
            session,
            request,
            state => Decide(state, command),
            acting.Cause,
            acting.ExpectedVersion,
            cancellation
        );
    }
}
