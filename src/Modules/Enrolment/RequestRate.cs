using System.Net;
using System.Threading.RateLimiting;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// How often somebody may ask for an account who need not sign in: so often that a hall of people behind one address gets
/// through, and not so often that a wiki is searched for names. Each node counts for itself.
/// </summary>
internal sealed class RequestRate : IDisposable
{
    /// <summary>Within ten minutes, from one address.</summary>
    public const int MostRequests = 100;

    /// <summary>Within ten minutes, from one address: people try several names.</summary>
    public const int MostChecks = 300;

    /// <summary>The answer to who asked too often.</summary>
    public static readonly Refusal TooOften = Refusal.TooMany(
        "asked-too-often",
        "Very many account requests came from where you are. Wait ten minutes, then try again, or ask a coordinator."
    );

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<IPAddress> requests = Limiter(MostRequests);
    private readonly PartitionedRateLimiter<IPAddress> checks = Limiter(MostChecks);

    /// <summary>Whether another request may come from there; asking counts.</summary>
    public bool AllowsRequest(IPAddress? from) => Allows(requests, from);

    /// <summary>Whether another name may be checked from there; asking counts.</summary>
    public bool AllowsCheck(IPAddress? from) => Allows(checks, from);

    public void Dispose()
    {
        requests.Dispose();
        checks.Dispose();
    }

    private static bool Allows(PartitionedRateLimiter<IPAddress> limiter, IPAddress? from)
    {
        using var lease = limiter.AttemptAcquire(Networks.Of(from ?? IPAddress.None));
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<IPAddress> Limiter(int most) =>
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
            RateLimitPartition.GetSlidingWindowLimiter(
                address,
                _ =>
                    new()
                    {
                        PermitLimit = most,
                        Window = Period,
                        SegmentsPerWindow = 10,
                    }
            )
        );
}
