namespace CampaignDashboard.MediaWiki;

/// <summary>
/// One revision that a user made. <paramref name="ParentId"/>, <paramref name="Size"/> and
/// <paramref name="SizeDifference"/> (both in bytes) are null where an old wiki never recorded them;
/// <paramref name="Comment"/> is null when the wiki hides it. Times are UTC, to the second.
/// </summary>
public sealed record Contribution(
    WikiId Wiki,
    long RevisionId,
    long? ParentId,
    long PageId,
    int Namespace,
    string Title,
    string User,
    DateTimeOffset Timestamp,
    int? Size,
    int? SizeDifference,
    bool IsNew,
    bool IsMinor,
    IReadOnlyList<string> Tags,
    string? Comment,
    bool TextHidden
);

/// <summary>
/// What one answer of the wiki held. Rows come user by user, oldest first within a user, and the number of a revision
/// does not always follow time: order by (timestamp, revision) where order matters.
/// </summary>
/// <param name="Rows">The contributions inside the window; may be empty.</param>
/// <param name="Rejected">Names, as asked, that cannot be user names on this wiki; each is told once.</param>
/// <param name="ReadOnlyReason">Why the wiki takes no edits at the moment; null when it does take them.</param>
public sealed record ContributionPage(
    IReadOnlyList<Contribution> Rows,
    IReadOnlyList<string> Rejected,
    string? ReadOnlyReason
)
{
    /// <summary>Whether the wiki has more of the same users, which the next answer holds.</summary>
    public bool GoesOn { get; init; }

    /// <summary>What is still to be asked after this answer: who goes on from here repeats no request. Empty at the end.</summary>
    public IReadOnlyList<ContributionsLeft> Left { get; init; } = [];
}

/// <summary>
/// A question that is still to be asked: for these users from the beginning of the window, or (<paramref name="Continue"/>)
/// from where the wiki broke its answer off.
/// </summary>
public sealed record ContributionsLeft(
    IReadOnlyList<string> UserNames,
    IReadOnlyDictionary<string, string>? Continue = null
);
