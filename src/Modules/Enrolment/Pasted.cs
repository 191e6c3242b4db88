using Microsoft.AspNetCore.WebUtilities;

namespace CampaignDashboard.Enrolment;

/// <summary>A name as somebody typed or pasted it, and what is meant.</summary>
internal readonly record struct PastedName(string Typed, string Name);

/// <summary>
/// Reads names as people paste them: one a line, with blanks around, underscores, wiki links, or as addresses of pages.
/// Blank lines are left out, and so is what means the same as a line before.
/// </summary>
internal static class Pasted
{
    // "User:" in the languages of the interface; other wikis' words are understood in addresses.
    private static readonly string[] UserPrefixes =
    [
        "User:",
        "Benutzer:",
        "Benutzerin:",
        "Utilisateur:",
        "Utilisatrice:",
        "Gebruiker:",
    ];

    /// <summary>User names: <c>Alice</c>, <c>User:Alice</c>, <c>https://en.wikipedia.org/wiki/User:Alice</c>.</summary>
    internal static IReadOnlyList<PastedName> UserNames(IEnumerable<string> lines) => Read(lines, UserName);

    /// <summary>Titles: <c>Mary Anning</c>, <c>[[Mary Anning]]</c>, <c>https://en.wikipedia.org/wiki/Mary_Anning</c>.</summary>
    internal static IReadOnlyList<PastedName> Titles(IEnumerable<string> lines) =>
        Read(lines, line => TitleInAddress(line) ?? line);

    private static IReadOnlyList<PastedName> Read(IEnumerable<string> lines, Func<string, string> meaning) =>
        [
            .. lines
                .SelectMany(line => line.Split(['\n', '\r']))
                .Select(line => line.Trim())
                .Select(line => new PastedName(line, Spaced(meaning(WithoutLink(line)))))
                .Where(name => name.Name.Length > 0)
                .DistinctBy(name => name.Name, StringComparer.Ordinal),
        ];

    private static string UserName(string line)
    {
        if (TitleInAddress(line) is { } title)
        {
            return UserOfPage(title);
        }

        var prefix = UserPrefixes.FirstOrDefault(p => line.StartsWith(p, StringComparison.OrdinalIgnoreCase));
        return prefix is null ? line : line[prefix.Length..];
    }

    /// <summary>A user's page, a page below it, or Special:Contributions of the user. No user name holds a slash.</summary>
    private static string UserOfPage(string title)
    {
        var name = title[(title.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var parts = name.Split('/');
        return title.StartsWith("Special:", StringComparison.OrdinalIgnoreCase) && parts.Length > 1
            ? parts[1]
            : parts[0];
    }

    private static string? TitleInAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return null;
        }

        if (QueryHelpers.ParseQuery(address.Query).TryGetValue("title", out var asked))
        {
            return asked.ToString();
        }

        const string pages = "/wiki/";
        var path = Uri.UnescapeDataString(address.AbsolutePath);
        var start = path.IndexOf(pages, StringComparison.Ordinal);
        return start < 0 ? null : path[(start + pages.Length)..];
    }

    private static string WithoutLink(string text) =>
        text.StartsWith("[[", StringComparison.Ordinal) && text.EndsWith("]]", StringComparison.Ordinal)
            ? text[2..^2].Split('|')[0].TrimStart(':')
            : text;

    private static string Spaced(string text) =>
        string.Join(' ', text.Split([' ', '_', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)).Trim();
}
