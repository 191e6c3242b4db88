using System.Globalization;
using System.Text;

namespace CampaignDashboard.Campaigns;

/// <summary>The last part of a page's address: lower-case letters and digits of any script, hyphens between.</summary>
internal static class Slug
{
    public const int MaximumLength = 80;

    /// <summary>The slug a title suggests; empty for a title without letters or digits.</summary>
    public static string From(string title)
    {
        var slug = new StringBuilder(title.Length);
        foreach (var rune in title.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (slug.Length + rune.Utf16SequenceLength > MaximumLength)
            {
                break;
            }

            if (BelongsToAWord(rune))
            {
                slug.Append(Rune.ToLowerInvariant(rune));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>True for what <see cref="From"/> could have made.</summary>
    public static bool IsWellFormed(string? slug) => slug is { Length: > 0 and <= MaximumLength } && From(slug) == slug;

    /// <summary>The slug asked for, or the one the title suggests, or one of the thing's id.</summary>
    public static string Of(string? asked, string title, Guid id) =>
        !string.IsNullOrEmpty(asked) ? asked
        : From(title) is { Length: > 0 } suggested ? suggested
        : id.ToString("N")[..12];

    /// <summary>
    /// The slug asked for, or one that nobody guesses from the title: what is unlisted is known by its link only.
    /// </summary>
    public static string OfUnlisted(string? asked, string title, Guid id) =>
        string.IsNullOrEmpty(asked)
            ? From($"{From(title)[..Math.Min(From(title).Length, 60)]} {id.ToString("N")[20..]}")
            : asked;

    // The vowel signs of Indic scripts are marks of either kind: without them the words fall apart.
    private static bool BelongsToAWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
