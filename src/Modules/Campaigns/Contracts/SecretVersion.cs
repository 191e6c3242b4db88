using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What stands for a version of what is kept beside the log, where nothing is counted: 0 for nothing, else 48 bits of the
/// text's SHA-256. Told to nobody but those who may see the text.
/// </summary>
public static class SecretVersion
{
    /// <summary>The version of a text; null is none.</summary>
    public static long Of(string? text) =>
        text is null ? 0 : BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) >>> 16;
}
