using System.Text;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Stream ids that follow from another id, so that a module finds its stream for a session without a look-up: a version 8
/// UUID (RFC 9562) of the SHA-256 of the parent and a name.
/// </summary>
public static class StreamId
{
    /// <summary>The id of the stream <paramref name="name"/> that belongs to <paramref name="parent"/>.</summary>
    public static Guid Derived(Guid parent, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return HashedUuid.Of([.. parent.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
    }
}
