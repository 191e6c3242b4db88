using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Metrics;

/// <summary>Names the stream of a session's page updates; nothing is decided on it, so it has no state.</summary>
internal sealed class Activity
{
    public static Guid StreamOf(SessionId session) => StreamId.Derived(session.Value, "activity");

    /// <summary>All streams that a session's figures are computed from: its plan, its roster, its articles, its page updates.</summary>
    public static IReadOnlyCollection<Guid> ScopeOf(SessionId session) =>
        [session.Value, EnrolmentStreams.Roster(session), EnrolmentStreams.Articles(session), StreamOf(session)];

    /// <summary>The natural key of a page update within the stream.</summary>
    public static string KeyOf(string wiki, long revision) => $"{wiki}:{revision}";
}
