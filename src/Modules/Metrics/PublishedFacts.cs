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
