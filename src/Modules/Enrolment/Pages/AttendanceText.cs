using CampaignDashboard.Enrolment.Contracts;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>The message that says how somebody takes part.</summary>
internal static class AttendanceText
{
    internal static string Key(Attendance attendance) =>
        attendance is Attendance.OnSite ? "enrolment-on-site" : "enrolment-remote";
}
