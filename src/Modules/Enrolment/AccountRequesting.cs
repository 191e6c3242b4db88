using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>What the slices of account requests gather from, beside what all of enrolment does.</summary>
internal sealed record AccountRequesting(
    Enrolling Enrolling,
    AccountVault Vault,
    RequestRate Rate,
    CreationGrants Grants,
    AccountCreation Creation
)
{
    /// <summary>
    /// Who waits in a session, who asked first stands first. Without those that are dealt with and that a crash left in the
    /// vault.
    /// </summary>
    public async Task<IReadOnlyList<AccountVault.Entry>> WaitingIn(SessionId session, CancellationToken cancellation)
    {
        var entries = await Vault.Of(session, cancellation);
        if (entries.Count == 0)
        {
            return entries;
        }

        var (requests, _) = await Enrolling.Log.Fold<AccountRequests, AccountRequestEvent>(
            EnrolmentStreams.AccountRequests(session),
            cancellation
        );
        return [.. entries.Where(e => requests.Of(e.Request) is null or RequestFate.Waiting)];
    }

    /// <summary>
    /// Decides what becomes of a request, and deletes its name and address if that was accepted: after the append, so that
    /// nothing is lost that is not dealt with. What a crash leaves between the two, <see cref="AccountRequestSweep"/> deletes.
    /// </summary>
    public async Task<Outcome> DealWith(
        SessionId session,
        Guid request,
        Func<AccountRequests, Decision<AccountRequestEvent>> decide,
        Cause cause,
        long? expectedVersion,
        CancellationToken cancellation
    )
    {
        var outcome = await Enrolling.Log.Transact(
            EnrolmentStreams.AccountRequests(session),
            decide,
            cause,
            expectedVersion,
            cancellation
        );
        if (outcome.Accepted)
        {
            await Vault.Delete(request, CancellationToken.None);
        }

        return outcome;
    }
}
