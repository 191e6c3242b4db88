using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>A coordinator opened or closed registration by hand, at an instant.</summary>
internal readonly record struct HandSwitch(bool Open, DateTimeOffset At);

/// <summary>Whether people may enrol themselves at an instant, and what the plan will change after it.</summary>
internal sealed record Registration(bool IsOpen, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt)
{
    /// <summary>
    /// Whatever came last decides: a date of the plan that was reached, or the coordinator's hand. So registration that was
    /// paused by hand opens again by hand or on its date, and what was opened early still closes on its date. Before any of
    /// them it is open, unless a date to open on is ahead.
    /// </summary>
    public static Registration At(DateTimeOffset now, RegistrationPlan plan, HandSwitch? hand)
    {
        // The sorting is stable: at the same instant the hand is the last word.
        var last = new (DateTimeOffset? At, bool Open)[]
        {
            (plan.Opens, true),
            (plan.Closes, false),
            (hand?.At, hand is { Open: true }),
        }
            .Where(word => word.At <= now)
            .OrderBy(word => word.At)
            .LastOrDefault();
        var opensAt = plan.Opens > now ? plan.Opens : null;
        var closesAt = plan.Closes > now ? plan.Closes : null;
        return new(last.At is null ? opensAt is null : last.Open, opensAt, closesAt);
    }
}
