using System.Text;

namespace CampaignDashboard.Identity;

/// <summary>The wiki's spelling of user names, as far as it needs no wiki.</summary>
internal static class UserName
{
    /// <summary>Underscores are blanks, blanks are single, and the first letter is a capital: alice is Alice.</summary>
    public static string Tidied(string typed)
    {
        var name = string.Join(' ', typed.Split([' ', '_', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries));
        return name.Length > 0 && Rune.TryGetRuneAt(name, 0, out var first)
            ? $"{Rune.ToUpperInvariant(first)}{name[first.Utf16SequenceLength..]}"
            : name;
    }
}
