namespace CampaignDashboard.Metrics;

/// <summary>In which groups pages show the figures; each figure is in one.</summary>
internal static class FigureGroups
{
    /// <summary>Name (message <c>metrics-group-…</c>) and figures, in the order of display.</summary>
    public static readonly IReadOnlyList<(string Name, IReadOnlyList<string> Figures)> All =
    [
        (
            "people",
            [
                "participants",
                "attendees",
                "organisers",
                "editors",
                "newEditors",
                "returningEditors",
                "retainedEditors",
                "unknownRegistrations",
            ]
        ),
        (
            "pages",
            [
                "edits",
                "contentEdits",
                "pagesEdited",
                "pagesCreated",
                "pagesImproved",
                "pagesDeletedSince",
                "itemsCreated",
                "itemsImproved",
            ]
        ),
        (
            "content",
            [
                "bytesAdded",
                "bytesRemoved",
                "bytesNet",
                "bytesAbsolute",
                "wordsAdded",
                "referencesAdded",
                "referencesRemoved",
            ]
        ),
        ("files", ["filesUploaded", "filesInUse", "fileUsages"]),
        ("views", ["viewsOfCreatedPages", "viewsPerDayOfImprovedPages"]),
    ];
}
