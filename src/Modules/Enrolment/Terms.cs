using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment;

/// <summary>What a session's plan says of taking part.</summary>
internal sealed record Terms(AttendanceOffered Attendance, RegistrationPlan Registration, string TimeZone)
{
    /// <summary>Whether the session was called off.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>When the session is over; nobody gets a place from the waiting list then.</summary>
    public DateTimeOffset Ends { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The answer to an attendance that the session does not offer.</summary>
    public static readonly Refusal NotOffered = Refusal.Invalid(
        "attendance-not-offered",
        "This session does not offer that attendance. Its page says whether people take part on site or remotely."
    );

    private static readonly Refusal Closed = Refusal.Conflict(
        "registration-closed",
        "Registration for this session is closed. Ask a coordinator to enter you."
    );

    private static readonly Refusal Cancelled = Refusal.Conflict(
        "session-cancelled",
        "This session is cancelled: nobody can enrol until its coordinators say that it takes place after all."
    );

    /// <summary>The attendance of who does not choose: the one that is offered, on site if both are.</summary>
    public Attendance Usual =>
        Attendance is AttendanceOffered.Remote ? Contracts.Attendance.Remote : Contracts.Attendance.OnSite;

    public static Terms Of(SessionPlan plan) =>
        new(plan.Attendance, plan.Registration, plan.TimeZone)
        {
            IsCancelled = plan.Cancelled is not null,
            Ends = plan.End,
        };

    public bool Offers(Attendance attendance) =>
        Attendance switch
        {
            AttendanceOffered.OnSite => attendance is Contracts.Attendance.OnSite,
            AttendanceOffered.Remote => attendance is Contracts.Attendance.Remote,
            _ => Enum.IsDefined(attendance),
        };

    /// <summary>Whether people may enrol themselves at an instant; never in what does not take place.</summary>
    public Registration At(DateTimeOffset now, HandSwitch? hand) =>
        IsCancelled ? new(IsOpen: false, null, null) : Enrolment.Registration.At(now, Registration, hand);

    /// <summary>How many more there is room for.</summary>
    public int FreePlaces(Roster roster) =>
        Registration.Capacity is { } places ? Math.Max(places - roster.Enrolled.Count, 0) : int.MaxValue;

    /// <summary>Whether places still go to those who wait.</summary>
    public bool StillPromotes(DateTimeOffset now) => !IsCancelled && now < Ends;

    /// <summary>Why nobody may enrol themself now, nor wait for a place, or null.</summary>
    public Refusal? RefuseTo(Roster roster, DateTimeOffset now) =>
        At(now, roster.Hand) switch
        {
            _ when IsCancelled => Cancelled,
            { IsOpen: true } => null,
            { OpensAt: { } opens } => NotOpenYet(opens),
            _ => Closed,
        };

    private Refusal NotOpenYet(DateTimeOffset opens)
    {
        var local = TimeZoneInfo.ConvertTime(opens, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        var when = local.ToString("yyyy-MM-dd 'at' HH:mm", CultureInfo.InvariantCulture);
        return Refusal.Conflict(
            "registration-not-open-yet",
            $"Registration for this session opens on {when} ({TimeZone}). Come back then."
        );
    }
}
