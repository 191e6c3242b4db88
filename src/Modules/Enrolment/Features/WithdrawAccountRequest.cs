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
/// Who asked for an account takes that back, whatever became of the session; name and address are deleted. The receipt
/// that they were given proves who they are. Asking again changes nothing.
/// </summary>
internal static class WithdrawAccountRequest
{
    /// <summary><paramref name="IsHeld"/>: name and address of the request are in the vault.</summary>
    internal sealed record Command(SessionId Session, Guid Receipt, bool IsHeld, DateTimeOffset Now);

    internal static Decision<AccountRequestEvent> Decide(AccountRequests requests, Command c) =>
        requests switch
        {
            _ when requests.Of(c.Receipt) is RequestFate.Withdrawn => [],
            _ when requests.Refuse(c.Receipt, c.IsHeld) is { } refusal => refusal,
            _ => [new AccountRequestWithdrawn(c.Session, c.Receipt, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/sessions/{session}/account-requests/{receipt:guid}/withdrawal", Handle)
            .WithTags("Account requests")
            .WithSummary("Take your account request back, with the receipt; its name and e-mail address are deleted")
            .May(WhoMay.Everybody)
            .Refuses("no-such-account-request", "account-request-dealt-with");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        Guid receipt,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    ) => (await Run(session, receipt, acting, requesting, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        SessionId session,
        Guid receipt,
        Acting acting,
        AccountRequesting requesting,
        CancellationToken cancellation
    )
    {
        var held = await requesting.Vault.Find(session, receipt, cancellation) is not null;
        var command = new Command(session, receipt, held, acting.Now);
        return await requesting.DealWith(
            session,
            receipt,
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
    }
}
