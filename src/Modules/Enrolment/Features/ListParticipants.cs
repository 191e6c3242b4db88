using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// What the page of a session's participants shows: a page of them by name, with what was recorded of each. A thousand
/// people are filtered, searched, sorted and cut by the database; only a page of them is read.
/// </summary>
internal static class ListParticipants
{
    internal const int PageSize = 50;

    /// <summary>
    /// What is looked for. <paramref name="Kept"/> was marked just now: they stay in sight though the filter leaves them out,
    /// so that a slip of the finger is seen and mended. Pages are counted from 1.
    /// </summary>
    internal sealed record Asked(string Search, Shown Shown, int Page, PersonId? Kept);

    internal sealed record Line(string UserName, DoorRows.Row Row);

    /// <summary><paramref name="Found"/> is how many there are on all pages.</summary>
    internal sealed record View(DoorRows.CountsRow Counts, IReadOnlyList<Line> Lines, int Found, int Page)
    {
        internal static readonly View Nothing = new(default, [], 0, 1);

        internal int Pages => Math.Max(1, (Found + PageSize - 1) / PageSize);
    }

    internal static async Task<View> Load(
        SessionId session,
        Asked asked,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        var counts = await enrolling.Door.CountsOf(session, cancellation);
        var rows = (await enrolling.Door.Of(session, asked.Shown, asked.Kept, cancellation)).ToDictionary(r =>
            r.Person
        );
        var number = Math.Max(asked.Page, 1);
        var from = (long)(number - 1) * PageSize;
        var page = await Cut(from);
        // The last of a filtered page was marked: what is left stands on an earlier one.
        if (page.Names.Count == 0 && number > 1)
        {
            (number, page) = (1, await Cut(0));
        }

        return new(counts, [.. page.Names.Select(n => new Line(n.Value, rows[n.Key]))], page.Found, number);

        Task<NamesPage> Cut(long start) =>
            enrolling.People.Page(
                [.. rows.Keys],
                asked.Search,
                (int)Math.Min(start, int.MaxValue),
                PageSize,
                cancellation
            );
    }
}
