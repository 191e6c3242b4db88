using System.Buffers;

namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// A cell of a wikitext table that leads to a page: <c>[[:w:en:Mary Anning|Mary Anning]]</c>. Elsewhere it is its text.
/// </summary>
public sealed record WikitextLink(string Target, string Text)
{
    // No title of a page holds one of these, so a target that does is none.
    private static readonly SearchValues<char> NotInTitles = SearchValues.Create("[]{}|<>#\n\r\t\0");

    /// <summary>Whether a wiki would take the target for one.</summary>
    internal bool IsSafe =>
        !Target.AsSpan().ContainsAny(NotInTitles)
        && !Target.Contains("~~~", StringComparison.Ordinal)
        && !Target.Contains("''", StringComparison.Ordinal)
        && !Target.Contains("__", StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
