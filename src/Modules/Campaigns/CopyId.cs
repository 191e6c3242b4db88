using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Ids of copies: the same for the same request. They begin with zeros and a rank, for the log holds what is appended to
/// several streams in the order of their ids: a program comes before its sessions, and nobody hears of what is beside a
/// session (its articles) before the session itself, which may be unlisted.
/// </summary>
internal static class CopyId
{
    public static ProgramId OfProgram(Guid request) => new(Of(request, "copy", rank: 0));

    public static SessionId OfSession(Guid request, int n) => new(Of(request, $"copy:{n}", rank: 1));

    private static Guid Of(Guid request, string name, byte rank)
    {
        var bytes = StreamId.Derived(request, name).ToByteArray(bigEndian: true);
        bytes.AsSpan(0, 3).Clear();
        bytes[3] = rank;
        return new Guid(bytes, bigEndian: true);
    }
}
