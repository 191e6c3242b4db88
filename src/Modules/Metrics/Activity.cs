using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>Names the stream of a session's page updates; nothing is decided on it, so it has no state.</summary>
internal sealed class Activity
{
    public static Guid StreamOf(SessionId session) => StreamId.Derived(session.Value, "activity");

    /// <summary>The stream of what coordinators decided of single pages.</summary>
    public static Guid PageChoicesOf(SessionId session) => StreamId.Derived(session.Value, "page-choices");

    /// <summary>All streams that a session's figures are computed from, but for its coordinators.</summary>
    public static IReadOnlyCollection<Guid> StreamsOf(SessionId session) =>
        [
            session.Value,
            EnrolmentStreams.Roster(session),
            EnrolmentStreams.Articles(session),
            StreamOf(session),
            PageChoicesOf(session),
        ];

    /// <summary>The natural key of a page update within the stream.</summary>
    public static string KeyOf(string wiki, long revision) => $"{wiki}:{revision}";
}
