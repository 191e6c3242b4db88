using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Bench;

/// <summary>The event that the dashboard records most: a participant's edit.</summary>
internal static class PageUpdates
{
    public const string StoredName = "page_update_recorded";

    /// <summary>The start of the window in which all of them were made.</summary>
    public static readonly DateTimeOffset From = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The person that edits made by number <paramref name="n"/> belong to, one of a hundred.</summary>
    public static PersonId Person(int n) => new(new Guid(n % 100, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]));

    /// <summary>Edit number <paramref name="n"/> in a session; every fifth edit of a page is on the same page.</summary>
    public static PageUpdateRecorded Of(SessionId session, int n) =>
        new(
            session,
            "enwiki",
            1_200_000_000 + n,
            70_000_000 + (n / 5),
            Namespace: 0,
            $"Women in science, part {n / 5}",
            Person(n),
            From.AddSeconds(n % 600_000),
            BytesDifference: 120 + (n % 900),
            CreatesPage: n % 5 == 0,
            IsRedirect: false,
            IsMinor: false
        );

    /// <summary>So many edits of one session.</summary>
    public static PageUpdateRecorded[] Many(SessionId session, int count) =>
        [.. Enumerable.Range(0, count).Select(n => Of(session, n))];
}

/// <summary>What a command might decide on: how many edits there are, and how many bytes they added.</summary>
internal sealed record EditCount(long Edits, long Bytes) : IAggregate<EditCount, ActivityEvent>
{
    public static EditCount Initial => new(0, 0);

    public static EditCount Evolve(EditCount state, ActivityEvent e) =>
        e is PageUpdateRecorded update ? new(state.Edits + 1, state.Bytes + update.BytesDifference) : state;
}
