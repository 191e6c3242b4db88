using System.Security.Cryptography;

namespace CampaignDashboard.EventStore;

/// <summary>Ids that follow from what they stand for: the same bytes give the same id, everywhere and always.</summary>
public static class HashedUuid
{
    /// <summary>A UUID of version 8 (RFC 9562, section 5.8) from the first 122 bits of the SHA-256 of these bytes.</summary>
    public static Guid Of(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
