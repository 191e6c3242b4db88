using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// What a wiki shows of a revision to everybody. <paramref name="Suppressed"/>: hidden from administrators too.
/// <paramref name="Gone"/>: the wiki has no such revision, because its page was deleted, or it was left out when the page was
/// restored; nothing of it is shown then.
/// </summary>
public sealed record RevisionVisibility(
    long Revision,
    bool TextHidden,
    bool AuthorHidden,
    bool SummaryHidden,
    bool Suppressed,
    bool Gone
)
{
    /// <summary>Whether the wiki has the revision and hides something of it.</summary>
    public bool IsHidden => TextHidden || AuthorHidden || SummaryHidden;
}

/// <summary>
/// Reads <c>prop=revisions</c> asked with <c>revids</c>, in which revisions stand below their pages and those that the wiki
/// does not have in a list apart.
/// </summary>
internal static class VisibilityAnswers
{
    /// <summary>
    /// A text is said to be hidden only where it, or its hash, is asked for, and the hash is smaller. Its place is that of
    /// the revision, on newer wikis perhaps that of the slot.
    /// </summary>
    internal static IEnumerable<RevisionVisibility> Match(IReadOnlyCollection<long> asked, JsonElement root)
    {
        JsonElement query = root.GetProperty("query");
        Dictionary<long, JsonElement> shown = query
            .OptionalItems("pages")
            .SelectMany(p => p.OptionalItems("revisions"))
            .DistinctBy(r => r.Number("revid"))
            .ToDictionary(r => r.Number("revid"));
        HashSet<long> bad = query.Has("badrevids", out JsonElement gone)
            ? [.. gone.EnumerateObject().Select(r => r.Value.Number("revid"))]
            : [];
        return asked.Select(id =>
            shown.TryGetValue(id, out JsonElement revision) ? Read(id, revision)
            : bad.Contains(id) ? new(id, false, false, false, Suppressed: false, Gone: true)
            : throw new FormatException("A revision is not answered.")
        );
    }

    private static RevisionVisibility Read(long id, JsonElement revision) =>
        new(
            id,
            revision.Flag("sha1hidden") || revision.Flag("texthidden"),
            revision.Flag("userhidden"),
            revision.Flag("commenthidden"),
            revision.Flag("suppressed"),
            Gone: false
        );
}
