using Microsoft.AspNetCore.WebUtilities;

namespace CampaignDashboard.Enrolment;

/// <summary>A name as somebody typed or pasted it, and what is meant.</summary>
internal readonly record struct PastedName(string Typed, string Name);

/// <summary>
/// A title as somebody typed or pasted it, what is meant, and the address that it was typed as, if it was one: that names
/// its wiki.
/// </summary>
internal readonly record struct PastedTitle(string Typed, string Name, string? Address);

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
    internal static IReadOnlyList<PastedTitle> Titles(IEnumerable<string> lines) =>
        [
            .. Lines(lines)
                .Select(line => (Typed: line, Meant: WithoutLink(line)))
                .Select(line =>
                    TitleInAddress(line.Meant) is { } title
                        ? new PastedTitle(line.Typed, Spaced(title), line.Meant)
                        : new PastedTitle(line.Typed, Spaced(line.Meant), null)
                )
                .Where(title => title.Name.Length > 0)
                .DistinctBy(title => (title.Name, HostIn(title.Address))),
        ];

    private static IReadOnlyList<PastedName> Read(IEnumerable<string> lines, Func<string, string> meaning) =>
        [
            .. Lines(lines)
                .Select(line => new PastedName(line, Spaced(meaning(WithoutLink(line)))))
                .Where(name => name.Name.Length > 0)
                .DistinctBy(name => name.Name, StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Lines(IEnumerable<string> lines) =>
        lines.SelectMany(line => line.Split(['\n', '\r'])).Select(line => line.Trim());

    private static string? HostIn(string? address) => address is null ? null : new Uri(address).Authority;

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
