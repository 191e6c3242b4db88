using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// Which list holds the facts that a figure is counted from: one click from each figure. The organisers are in none, for
/// who coordinates is shown with what they coordinate; walk-ins without an account are a number only.
/// </summary>
internal static class FactLists
{
    /// <summary>The lists, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> All = ["pages", "revisions", "participants", "files", "days"];

    /// <summary>The figures whose facts each list has.</summary>
    private static readonly Dictionary<string, string[]> Figures = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["participants"] =
        [
            "participants",
            "attendees",
            "editors",
            "newEditors",
            "returningEditors",
            "retainedEditors",
        ],
        ["pages"] =
        [
            "pagesEdited",
            "pagesCreated",
            "pagesImproved",
            "pagesDeletedSince",
            "itemsCreated",
            "itemsImproved",
            "viewsOfCreatedPages",
            "viewsPerDayOfImprovedPages",
        ],
        ["revisions"] =
        [
            "edits",
            "contentEdits",
            "bytesAdded",
            "bytesRemoved",
            "bytesNet",
            "bytesAbsolute",
            "wordsAdded",
            "referencesAdded",
            "referencesRemoved",
        ],
        ["files"] = ["filesUploaded", "filesInUse", "fileUsages"],
        ["days"] = [],
    };

    /// <summary>The answer to a figure that is not counted from the facts of a list.</summary>
    public static readonly Refusal AnotherList = Refusal.Invalid(
        "figure-of-another-list",
        "That figure is not counted from the facts of this list. Leave it out, or ask for the list that has them."
    );

    /// <summary>The figures that a list can be narrowed to.</summary>
    public static IReadOnlyList<string> FiguresOf(string list) => Figures[list];

    /// <summary>The list of the facts behind a figure; null if none has them.</summary>
    public static string? Of(string figure) =>
        Figures.FirstOrDefault(list => list.Value.Contains(figure, StringComparer.Ordinal)).Key;

    /// <summary>The page with the facts behind a figure of something; null if no list has them.</summary>
    public static string? AddressOf(PlannedNode node, string figure) =>
        Of(figure) is { } list ? $"{node.Page}/statistics/{list}?figure={figure}" : null;
}
