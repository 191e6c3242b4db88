using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>
/// What each figure means, in the words that the page, the CSV, the wikitext and the JSON all use. A changed meaning is a
/// new version: old reports keep theirs.
/// </summary>
internal static class Definitions
{
    /// <summary>The version of all definitions below.</summary>
    public const int Version = 2;

    /// <summary>Key and definition, in the order of display.</summary>
    public static readonly IReadOnlyList<Definition> All =
    [
        new(
            "participants",
            "People enrolled, each once; coordinators only if they enrolled too. Who withdrew or was removed is not counted."
        ),
        new("editors", "Participants with at least 1 counted edit in any namespace."),
        new(
            "edits",
            "Counted edits in all namespaces: revisions by participants on a tracked wiki inside the tracking window, as far as the session's rule counts them."
        ),
        new("contentEdits", "Counted edits in the content namespaces of each tracked wiki."),
        new("pagesEdited", "Distinct content pages with a counted edit."),
        new("pagesCreated", "Of the pages edited, those whose first revision is a counted edit and is no redirect."),
        new("pagesImproved", "Pages edited less pages created."),
        new("bytesAdded", "Sum of the positive byte differences of content edits to their parent revisions."),
        new(
            "bytesRemoved",
            "Sum of the negative byte differences of content edits to their parent revisions; a negative number."
        ),
        new("bytesNet", "Bytes added and bytes removed together."),
        new("bytesAbsolute", "Sum of the absolute byte differences of content edits."),
        new("wordsAdded", "Estimate: bytes added divided by 5.175, rounded down."),
    ];

    /// <summary>What a session's rule says, in the words of the downloads.</summary>
    public static string Of(CountingRule rule) =>
        (rule.Scope, rule.From) switch
        {
            (CountedScope.AllEdits, CountFrom.Window) => "All edits of participants in the window.",
            (CountedScope.AllEdits, _) => "All edits of participants in the window, from the enrolment of each on.",
            (_, CountFrom.Window) => "Edits of participants in the window on the articles of the session's list.",
            _ =>
                "Edits of participants in the window on the articles of the session's list, from the enrolment of each on.",
        };

    /// <summary>The definition of a figure.</summary>
    public static Definition Of(string key) => All.Single(d => d.Key == key);
}

/// <summary>A figure's key and its meaning.</summary>
internal sealed record Definition(string Key, string Text);
