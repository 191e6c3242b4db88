using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// When a session's wikis are looked at without anybody asking: while it runs every one to fifteen minutes, the more often
/// the less time has passed since something was found; after its end daily for thirty days, the last time its whole window
/// again; once more when it is known which new editors stayed; then no more.
/// </summary>
internal static class UpdateTimes
{
    private static readonly TimeSpan MostOften = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeastOften = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan Followed = TimeSpan.FromDays(30);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(37);

    /// <summary>When the whole window is read for the last time; its edits are final then.</summary>
    public static DateTimeOffset LastReading(DateTimeOffset trackedUntil) => trackedUntil + Followed;

    /// <summary>From when on nothing is looked at by itself: the last thing that is learnt is who stayed.</summary>
    public static DateTimeOffset Frozen(DateTimeOffset trackedUntil) => trackedUntil + Retention;

    /// <summary>
    /// The next look, perhaps in the past (then it is due), or null: there is none. <paramref name="looked"/> is the last one,
    /// <paramref name="found"/> the last that found something.
    /// </summary>
    public static DateTimeOffset? Next(
        SessionPlan session,
        DateTimeOffset? looked,
        DateTimeOffset? found,
        DateTimeOffset now
    ) =>
        session switch
        {
            { Archived: true } or { Cancelled: not null } => null,
            _ when looked is null || looked < session.TrackedFrom => First(session, now),
            _ => After(session, looked.Value, found),
        };

    private static DateTimeOffset? First(SessionPlan session, DateTimeOffset now) =>
        now >= Frozen(session.TrackedUntil) ? null : session.TrackedFrom;

    private static DateTimeOffset? After(SessionPlan session, DateTimeOffset looked, DateTimeOffset? found)
    {
        var until = session.TrackedUntil;
        // What is saved in the last minutes is shown by the wikis a little later.
        DateTimeOffset[] milestones = [until + Reading.Overlap, LastReading(until), Frozen(until)];
        if (looked >= LastReading(until))
        {
            return looked < Frozen(until) ? Frozen(until) : null;
        }

        var regular = looked + (looked < until ? Pause(session, looked, found) : Daily);
        return milestones.Where(m => m > looked).Append(regular).Min();
    }

    private static TimeSpan Pause(SessionPlan session, DateTimeOffset looked, DateTimeOffset? found)
    {
        var last = found > session.TrackedFrom ? found.Value : session.TrackedFrom;
        var pause = (looked - last) / 4;
        return pause < MostOften ? MostOften
            : pause > LeastOften ? LeastOften
            : pause;
    }
}
