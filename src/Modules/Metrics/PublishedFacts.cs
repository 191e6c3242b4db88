using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>What everybody may know of measuring: the page updates, as the wiki itself shows them, without their authors.</summary>
internal static class PublishedFacts
{
    public static void Register(PublicFacts facts) =>
        facts
            .Of<PageUpdateRecorded>(e =>
                new("page_update_recorded", $"/sessions/{e.Session}", Recorded(e), e.Session.Value)
            )
            .Of<ReferencesCounted>(e => Fact("references_counted", e, e))
            .Of<FileUploaded>(e =>
                Fact(
                    "file_uploaded",
                    e,
                    new
                    {
                        e.Session,
                        e.Wiki,
                        e.Log,
                        e.Page,
                        e.Title,
                        e.Timestamp,
                    }
                )
            )
            .Of<FileUsesCounted>(e => Fact("file_uses_counted", e, e))
            .Of<PageDeleted>(e => Fact("page_deleted", e, e))
            .Of<PageRestored>(e => Fact("page_restored", e, e))
            .Of<PageMoved>(e => Fact("page_moved", e, e))
            .Of<PageViewsCounted>(e => Fact("page_views_counted", e, e))
            .Of<PageExcluded>(e => Chosen("page_excluded", e))
            .Of<PageIncluded>(e => Chosen("page_included", e))
            .Of<DataUpdateCompleted>(e =>
                new(
                    "data_update_completed",
                    $"/sessions/{e.Session}",
                    new
                    {
                        e.Session,
                        e.Update,
                        e.Added,
                        e.At,
                    },
                    e.Session.Value
                )
            );

    private static PublicFact Fact(string name, ActivityEvent e, object data) =>
        new(name, $"/sessions/{e.Session}", data, e.Session.Value);

    /// <summary>Who decided it is not told.</summary>
    private static PublicFact Chosen(string name, PageChoiceEvent e) =>
        new(
            name,
            $"/sessions/{e.Session}",
            new
            {
                e.Session,
                e.Wiki,
                e.Page,
                e.Reason,
                e.At,
            },
            e.Session.Value
        );

    private static object Recorded(PageUpdateRecorded e) =>
        new
        {
            e.Session,
            e.Wiki,
            e.Revision,
            e.Page,
            e.Namespace,
            // Early logs have titles of user pages.
            Title = UserPageTitles.ForTheLog(e.Namespace, e.Title),
            e.Timestamp,
            e.BytesDifference,
            e.CreatesPage,
            e.IsRedirect,
            e.IsMinor,
        };
}
