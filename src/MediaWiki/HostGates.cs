using System.Collections.Concurrent;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Lets only so many requests at a time through to one host, over all clients of the process. The Wikimedia wikis share
/// their servers and ask for restraint towards all of them together, so that they count as one host.
/// </summary>
internal sealed class HostGates(WikiSettings settings)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    /// <summary>Waits for a place; disposing the answer gives it back.</summary>
    internal async Task<IDisposable> Enter(Uri address, CancellationToken ct)
    {
        SemaphoreSlim gate = gates.GetOrAdd(GateOf(address), _ => new(settings.ConcurrentRequests));
        await gate.WaitAsync(ct);
        return new Place(gate);
    }

    private static string GateOf(Uri address) => WikimediaWikis.IsOne(address.Host) ? "wikimedia" : address.Authority;

    private sealed class Place(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
