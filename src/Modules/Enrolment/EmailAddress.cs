using System.Net.Mail;
using System.Text;

namespace CampaignDashboard.Enrolment;

/// <summary>E-mail addresses, as far as it can be told without sending something.</summary>
internal static class EmailAddress
{
    /// <summary>Whether it is a bare address with a domain that has a dot: what wikis and mail servers take.</summary>
    public static bool IsPossible(string? typed) =>
        typed?.Trim() is { Length: > 0 } address
        && Ascii.IsValid(address)
        && !address.Any(char.IsWhiteSpace)
        && MailAddress.TryCreate(address, out var parsed)
        && parsed.Address == address
        && parsed.Host.Contains('.', StringComparison.Ordinal);
}
