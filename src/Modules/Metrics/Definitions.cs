using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>
/// What each figure means, in the words that the page, the CSV, the wikitext and the JSON all use. A changed meaning is a
/// new version: old reports keep theirs.
/// </summary>
internal static class Definitions
{
    /// <summary>The version of all definitions below.</summary>
    public const int Version = 3;

    /// <summary>Key and definition, in the order of display.</summary>
    public static readonly IReadOnlyList<Definition> All =
    [
        new(
            "participants",
            "People enrolled, each once; coordinators only if they enrolled too. Who withdrew or was removed is not counted."
        ),
        new(
            "attendees",
            "People recorded as present, on site or remotely, each once, and the counted walk-ins without an account."
        ),
        new("organisers", "People appointed to coordinate the sessions themselves, each once."),
        new("editors", "Participants with at least 1 counted edit in any namespace."),
        new(
            "newEditors",
            "Participants whose account was registered, anywhere, in the 14 days before the tracking window or inside it. Where no wiki tells the date a person is unknown, never new."
        ),
        new("returningEditors", "Editors who are not new and had edited a tracked wiki before the tracking window."),
        new(
            "retainedEditors",
            "New editors with at least 1 edit on a tracked wiki in the 30 days that begin 7 days after the end of the tracking window. Pending until those are over."
        ),
        new(
            "unknownRegistrations",
            "Participants of whom no wiki tells since when they have an account: they are never counted as new."
        ),
        new(
            "edits",
            "Counted edits in all namespaces: revisions by participants on a tracked wiki inside the tracking window, as far as the session's rule counts them."
        ),
        new("contentEdits", "Counted edits in the content namespaces of each tracked wiki, by where each page is now."),
        new("pagesEdited", "Distinct content pages with a counted edit."),
        new("pagesCreated", "Of the pages edited, those whose first revision is a counted edit and is no redirect."),
        new("pagesImproved", "Pages edited less pages created."),
        new(
            "pagesDeletedSince",
            "Of the pages edited, those that their wiki has deleted since. They stay in the other figures."
        ),
        new("bytesAdded", "Sum of the positive byte differences of content edits to their parent revisions."),
        new(
            "bytesRemoved",
            "Sum of the negative byte differences of content edits to their parent revisions; a negative number."
        ),
        new("bytesNet", "Bytes added and bytes removed together."),
        new("bytesAbsolute", "Sum of the absolute byte differences of content edits."),
        new("wordsAdded", "Estimate: bytes added divided by 5.175, rounded down."),
        new(
            "referencesAdded",
            "Sum of the positive differences in the number of references, content edits against their parent revisions. Of a new page all; where a text is hidden, none."
        ),
        new(
            "referencesRemoved",
            "Sum of the negative differences in the number of references, content edits against their parent revisions; a negative number."
        ),
        new(
            "filesUploaded",
            "Files that participants were the first to upload, inside the tracking window, to Commons or a tracked wiki: by the upload log."
        ),
        new("filesInUse", "Of the files uploaded, those used on content pages of any wiki."),
        new("fileUsages", "Number of uses of the files uploaded on content pages of all wikis."),
        new(
            "viewsOfCreatedPages",
            "Views by people of the pages created, since their creation: from the daily numbers that Wikimedia publishes."
        ),
        new(
            "viewsPerDayOfImprovedPages",
            "Mean daily views by people of the pages improved, all together, over the last 30 days that are known."
        ),
        new("itemsCreated", "Of the pages created, those on Wikidata."),
        new("itemsImproved", "Of the pages improved, those on Wikidata."),
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

    /// <summary>The same where a scope's sessions may have several rules.</summary>
    public static string OfAny(CountingRule? rule) => rule is null ? "Each session by its own rule." : Of(rule);

    /// <summary>The definition of a figure.</summary>
    public static Definition Of(string key) => All.Single(d => d.Key == key);
}

/// <summary>A figure's key and its meaning.</summary>
internal sealed record Definition(string Key, string Text);
