using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>How a batch of events becomes statements: the last word on each thing counts, and nothing is sent for nothing.</summary>
internal sealed partial class FigureTables
{
    private static IEnumerable<T> Of<T>(IReadOnlyList<StoredEvent> events) => events.Select(e => e.Data).OfType<T>();

    private static T[] LastOf<T, TKey>(IEnumerable<T> told, Func<T, TKey> thing) =>
        [.. told.GroupBy(thing).Select(g => g.Last())];

    private static Task Each<T>(T[] rows, Func<T[], Task> write) => rows.Length == 0 ? Task.CompletedTask : write(rows);

    private static SessionId? ActivityOf(object e) => (e as ActivityEvent)?.Session;
}
