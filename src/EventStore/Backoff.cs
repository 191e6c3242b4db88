namespace CampaignDashboard.EventStore;

/// <summary>Pauses that double from a second to five minutes, until something succeeds.</summary>
public sealed class Backoff
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private TimeSpan next = Shortest;

    /// <summary>The pause before the next try.</summary>
    public TimeSpan Next()
    {
        var pause = next;
        next = next * 2 < Longest ? next * 2 : Longest;
        return pause;
    }

    /// <summary>All is well: the next failure is the first one.</summary>
    public void Reset() => next = Shortest;
}
