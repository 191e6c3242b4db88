using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Deletes the names and addresses that nobody may keep any longer: of requests that waited for thirty days, of sessions
/// that were deleted, and what a crash left of those that are dealt with. Several nodes may do it at once.
/// </summary>
internal sealed class AccountRequestSweep(AccountRequesting requesting, TimeProvider time)
{
    /// <summary>Whether the request is over is known; this is what the log is told of it.</summary>
    internal static Decision<AccountRequestEvent> Decide(AccountRequests requests, Command c) =>
        requests.Of(c.Request) switch
        {
            not null and not RequestFate.Waiting => [],
            _ => [new AccountRequestExpired(c.Session, c.Request, c.Now)],
        };

    internal sealed record Command(SessionId Session, Guid Request, DateTimeOffset Now);

    /// <summary>Sweeps, and tells how many went.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await requesting.Grants.Tidy(now, cancellation);
        var gone = 0;
        foreach (var session in (await requesting.Vault.Everything(cancellation)).GroupBy(held => held.Session))
        {
            var waiting = await requesting.WaitingIn(session.Key, cancellation);
            var exists = await requesting.Enrolling.Sessions.Find(session.Key, cancellation) is not null;
            foreach (var (_, request, at) in session)
            {
                if (exists && now - at < AccountVault.Lifetime && waiting.Any(e => e.Request == request))
                {
                    continue;
                }

                var command = new Command(session.Key, request, now);
                await requesting.DealWith(
                    session.Key,
                    request,
                    requests => Decide(requests, command),
                    Cause.System,
                    expectedVersion: null,
                    cancellation
                );
                gone++;
            }
        }

        return gone;
    }
}
