using System.Net;
using System.Net.Sockets;

namespace CampaignDashboard.Enrolment;

/// <summary>Where requests come from, as far as it can be told apart.</summary>
internal static class Networks
{
    /// <summary>The address itself; for IPv6 the /64 that one customer has.</summary>
    public static IPAddress Of(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily is AddressFamily.InterNetworkV6
            ? new([.. address.GetAddressBytes().Take(8), .. new byte[8]])
        : address;
}
