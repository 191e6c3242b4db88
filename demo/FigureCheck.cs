using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Demo;

/// <summary>A figure as the dashboard shows it, beside the count from the wikis' own databases.</summary>
internal sealed record FigureCheck(string Figure, long? Shown, long Counted)
{
    public bool Agrees => Shown == Counted;

    /// <summary>Every figure of a session that the count has, in the order of the definitions.</summary>
    public static IReadOnlyList<FigureCheck> Of(Farm farm, PlayedSession session)
    {
        var shown = Statistics.Of(session.Shown).Figures;
        return [.. CountOf(farm, session.Plan).Select(c => new FigureCheck(c.Figure, shown[c.Figure], c.Count))];
    }

    private static IEnumerable<(string Figure, long Count)> CountOf(Farm farm, EditathonSession plan)
    {
        var c = IndependentCount.Of(farm, plan);
        return
        [
            // No wiki knows who takes part: these are the people of the history.
            ("participants", plan.Participants.Count),
            ("editors", c.Editors),
            ("edits", c.Edits),
            ("contentEdits", c.ContentEdits),
            ("pagesEdited", c.PagesEdited),
            ("pagesCreated", c.PagesCreated),
            ("pagesImproved", c.PagesImproved),
            ("bytesAdded", c.BytesAdded),
            ("bytesRemoved", c.BytesRemoved),
            ("bytesNet", c.BytesNet),
            ("bytesAbsolute", c.BytesAbsolute),
            ("wordsAdded", c.WordsAdded),
        ];
    }
}
