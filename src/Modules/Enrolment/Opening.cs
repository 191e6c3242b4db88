using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// From when on somebody can be present: from the beginning of the session's first day where it takes place, for people come
/// early; and never in what does not take place. There is no end: lists are typed in later.
/// </summary>
internal sealed record Opening(DateTimeOffset From, string TimeZone, bool IsCancelled)
{
    private static readonly Refusal Cancelled = Refusal.Conflict(
        "session-cancelled",
        "This session is cancelled: nobody can be present until its coordinators say that it takes place after all."
    );

    public static Opening Of(SessionPlan plan)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
        var midnight = TimeZoneInfo.ConvertTime(plan.Start, zone).Date;
        return new(new(midnight, zone.GetUtcOffset(midnight)), plan.TimeZone, plan.Cancelled is not null);
    }

    /// <summary>Why nobody can be present at an instant, or null.</summary>
    public Refusal? RefuseAt(DateTimeOffset now) =>
        IsCancelled ? Cancelled
        : now < From ? TooEarly()
        : null;

    private Refusal TooEarly()
    {
        var day = From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Refusal.Conflict(
            "attendance-not-yet",
            $"Attendance is recorded from the day of the session on, {day} ({TimeZone}). Come back then."
        );
    }
}
