using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Enrolment.Contracts;

/// <summary>Where the log holds what this module tells others of a session.</summary>
public static class EnrolmentStreams
{
    /// <summary>The stream of a session's <see cref="RosterEvent"/>s.</summary>
    public static Guid Roster(SessionId session) => StreamId.Derived(session.Value, "roster");

    /// <summary>The stream of a session's <see cref="ArticleListEvent"/>s.</summary>
    public static Guid Articles(SessionId session) => StreamId.Derived(session.Value, "articles");

    /// <summary>The stream of a session's <see cref="AccountRequestEvent"/>s.</summary>
    public static Guid AccountRequests(SessionId session) => StreamId.Derived(session.Value, "account-requests");
}
