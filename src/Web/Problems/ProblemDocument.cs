using System.Collections.Immutable;

namespace CampaignDashboard.Web.Problems;

/// <summary>
/// One of <c>docs/problems/*.md</c>, generated from the code and embedded: a heading, a line with code and status, then a
/// paragraph or a list item a reason. <see cref="Write"/> and <see cref="Parse"/> are each other's inverse.
/// </summary>
internal sealed record ProblemDocument(string Code, int Status, ImmutableArray<string> Reasons)
{
    private const string Prefix = "problems/";

    /// <summary>All documents, by code.</summary>
    public static ImmutableSortedDictionary<string, ProblemDocument> All { get; } =
        typeof(ProblemDocument)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(Read)
            .ToImmutableSortedDictionary(document => document.Code, document => document, StringComparer.Ordinal);

    public string Title => ProblemResults.Title(Code);

    public bool Equals(ProblemDocument? other) =>
        other is not null
        && string.Equals(Code, other.Code, StringComparison.Ordinal)
        && Status == other.Status
        && Reasons.SequenceEqual(other.Reasons);

    public override int GetHashCode() => HashCode.Combine(Code, Status, Reasons.Length);

    public string Write() => $"# {Title}\n\n`{Code}` · HTTP {Status}\n\n{string.Join("\n\n", Reasons)}\n";

    public static ProblemDocument Parse(string text)
    {
        var paragraphs = text.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var parts = paragraphs[1].Split(" · HTTP ");
        return new ProblemDocument(
            parts[0].Trim('`'),
            int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
            [.. paragraphs.Skip(2)]
        );
    }

    private static ProblemDocument Read(string name)
    {
        using var reader = new StreamReader(typeof(ProblemDocument).Assembly.GetManifestResourceStream(name)!);
        return Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
