using CampaignDashboard.Campaigns.Contracts;
using FluentValidation;

namespace CampaignDashboard.Campaigns;

/// <summary>When a session is, as a coordinator writes it: local times, and the zone they are in.</summary>
internal interface ISchedule
{
    string TimeZone { get; }

    string Start { get; }

    string End { get; }

    string? TrackedFrom { get; }

    string? TrackedUntil { get; }
}

/// <summary>What schedules must be like, and the windows in UTC that they mean.</summary>
internal sealed class ScheduleRules : AbstractValidator<ISchedule>
{
    public ScheduleRules()
    {
        RuleFor(r => r.TimeZone)
            .Must(LocalWindow.IsZone)
            .WithMessage("There is no such time zone. Use an IANA name such as Europe/Amsterdam.");
        RuleFor(r => r.Start).Must(LocalWindow.IsLocalTime).WithMessage(PlanRules.LocalTime);
        RuleFor(r => r.End).Must(LocalWindow.IsLocalTime).WithMessage(PlanRules.LocalTime);
        RuleFor(r => r.TrackedFrom).MustBeLocalTimeOrNone();
        RuleFor(r => r.TrackedUntil).MustBeLocalTimeOrNone();
    }

    /// <summary>When it happens and when edits count. The schedule is valid.</summary>
    public static (LocalWindow Event, LocalWindow Tracking) Windows(ISchedule schedule) =>
        (
            Window(schedule.Start, schedule.End, schedule.TimeZone),
            Window(
                schedule.TrackedFrom.OrNone() ?? schedule.Start,
                schedule.TrackedUntil.OrNone() ?? schedule.End,
                schedule.TimeZone
            )
        );

    /// <summary>The refusal of a window that ends when it starts or before, or null.</summary>
    public static Refusal? EndsFirst(LocalWindow happens, LocalWindow tracked) =>
        happens.End <= happens.Start ? EndsFirst("The session")
        : tracked.End <= tracked.Start ? EndsFirst("The tracking window")
        : null;

    /// <summary>The refusal of what ends when it starts or before.</summary>
    public static Refusal EndsFirst(string what) =>
        Refusal.Invalid("ends-before-it-starts", $"{what} ends before it starts. Check both dates and times.");

    private static LocalWindow Window(string start, string end, string zone) =>
        LocalWindow.Between(start, end, zone) ?? throw new InvalidOperationException("The request was not validated.");
}
