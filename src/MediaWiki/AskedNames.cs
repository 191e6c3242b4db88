using System.Text;

namespace CampaignDashboard.MediaWiki;

/// <summary>A name or title as it was asked and as it is sent.</summary>
internal readonly record struct AskedName(string Asked, string Sent);

/// <summary>
/// Makes names ready to travel. What no wiki can accept is told without asking, for one bad name fails the whole
/// request; what a wiki would normalise anyway is normalised, so that its answer can be told apart.
/// </summary>
internal static class AskedNames
{
    private const int LongestName = 255;

    // Stands before and between values when one of them holds the usual separator.
    private const char OtherSeparator = '\u001f';

    /// <summary>Names of users that may be sent, each spelling once, and those that no wiki accepts.</summary>
    internal static (List<AskedName> Sendable, List<string> Rejected) Users(IEnumerable<string> names)
    {
        List<AskedName> sendable = [];
        List<string> rejected = [];
        foreach (
            AskedName name in names
                .Select(n => new AskedName(n, Tidied(n)))
                .DistinctBy(n => n.Sent, StringComparer.Ordinal)
        )
        {
            if (IsPossible(name.Sent) && name.Sent.IndexOfAny(['#', '<', '>', '[', ']', '|', '{', '}']) < 0)
            {
                sendable.Add(name);
            }
            else
            {
                rejected.Add(name.Asked);
            }
        }
        return (sendable, rejected);
    }

    /// <summary>The form in which a name is sent; empty when it is no text at all.</summary>
    internal static string Tidied(string name)
    {
        try
        {
            string visible = string.Concat(name.Where(c => !IsDirectionMark(c)));
            return string.Join(
                ' ',
                visible.Normalize().Split([' ', '_', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)
            );
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair.
            return "";
        }
    }

    /// <summary>Whether this can travel at all: not empty, no control characters, not too long.</summary>
    internal static bool IsPossible(string tidied) =>
        tidied.Length > 0
        && !tidied.Any(c => char.IsControl(c) || c == '\ufffd')
        && Encoding.UTF8.GetByteCount(tidied) <= LongestName;

    /// <summary>The values as one parameter.</summary>
    internal static string Joined(IEnumerable<string> values)
    {
        string[] all = [.. values];
        return all.Any(v => v.Contains('|', StringComparison.Ordinal))
            ? OtherSeparator + string.Join(OtherSeparator, all)
            : string.Join('|', all);
    }

    // Invisible marks come along when a name is copied from a page; no wiki keeps them in names.
    private static bool IsDirectionMark(char c) => c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e');
}
