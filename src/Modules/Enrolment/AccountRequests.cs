using System.Collections.Immutable;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>What became of a request for an account.</summary>
internal enum RequestFate
{
    Waiting,
    Withdrawn,
    Declined,
    Expired,
    Created,
}

/// <summary>The requests for accounts of one session, by their ids: the log knows nothing else of them.</summary>
internal sealed record AccountRequests(ImmutableDictionary<Guid, RequestFate> Fates, int Waiting)
    : IAggregate<AccountRequests, AccountRequestEvent>
{
    /// <summary>How many may wait in a session: more than a hall holds, and few enough to look through.</summary>
    public const int MostWaiting = 300;

    /// <summary>The answer to an id that no request of the session has.</summary>
    public static readonly Refusal NoSuchRequest = Refusal.NotFound(
        "no-such-account-request",
        "There is no such account request in this session. Load the list again."
    );

    private static readonly Refusal DealtWith = Refusal.Conflict(
        "account-request-dealt-with",
        "This account request was dealt with already. Load the list again."
    );

    public static AccountRequests Initial => new(ImmutableDictionary<Guid, RequestFate>.Empty, Waiting: 0);

    public RequestFate? Of(Guid request) => Fates.TryGetValue(request, out var fate) ? fate : null;

    /// <summary>
    /// Why what shall become of a request cannot, or null. A request that is held in the vault and unknown here lost its
    /// event in a crash: it waits, too.
    /// </summary>
    public Refusal? Refuse(Guid request, bool isHeld) =>
        Of(request) switch
        {
            RequestFate.Waiting => null,
            null => isHeld ? null : NoSuchRequest,
            _ => DealtWith,
        };

    public static AccountRequests Evolve(AccountRequests state, AccountRequestEvent e) =>
        e switch
        {
            AccountRequested => state.With(e.Request, RequestFate.Waiting),
            AccountRequestWithdrawn => state.With(e.Request, RequestFate.Withdrawn),
            AccountRequestDeclined => state.With(e.Request, RequestFate.Declined),
            AccountRequestExpired => state.With(e.Request, RequestFate.Expired),
            AccountCreated => state.With(e.Request, RequestFate.Created),
            _ => state,
        };

    private AccountRequests With(Guid request, RequestFate fate) =>
        new(
            Fates.SetItem(request, fate),
            Waiting + (fate is RequestFate.Waiting ? 1 : 0) - (Of(request) is RequestFate.Waiting ? 1 : 0)
        );
}
