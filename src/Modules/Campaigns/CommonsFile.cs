using System.Text;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// The name of an image on Wikimedia Commons, <c>File:Museum.jpg</c>; rules as of MediaWiki
/// (https://www.mediawiki.org/wiki/Help:Bad_title) and of the database column that holds it.
/// </summary>
internal static class CommonsFile
{
    private const string Prefix = "File:";
    private const int MaximumBytes = 240;
    private const string Forbidden = "#<>[]|{}/:\\";

    private static readonly string[] Kinds = [".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp", ".tif", ".tiff"];

    /// <summary>As it is kept: with its prefix, blanks for underscores, and a capital first letter; null for none.</summary>
    public static string? Tidied(string? typed)
    {
        if (typed.OrNone() is not { } text)
        {
            return null;
        }

        var name = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        name = string.Join(' ', name.Split([' ', '_'], StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? Prefix : $"{Prefix}{char.ToUpperInvariant(name[0])}{name[1..]}";
    }

    /// <summary>Whether an image can have this name; none is fine.</summary>
    public static bool IsNameOrNone(string? typed)
    {
        if (Tidied(typed) is not { } file)
        {
            return true;
        }

        var name = WithoutPrefix(file);
        return Encoding.UTF8.GetByteCount(name) <= MaximumBytes
            && !name.Any(c => char.IsControl(c) || Forbidden.Contains(c, StringComparison.Ordinal))
            && Array.Exists(
                Kinds,
                kind => name.Length > kind.Length && name.EndsWith(kind, StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>The name alone: <c>Museum.jpg</c>.</summary>
    public static string WithoutPrefix(string file) => file[Prefix.Length..];
}
