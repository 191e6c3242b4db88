using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>The message that says how people may take part.</summary>
internal static class AttendanceText
{
    public static string Key(AttendanceOffered attendance) =>
        attendance switch
        {
            AttendanceOffered.OnSite => "campaigns-attendance-on-site",
            AttendanceOffered.Remote => "campaigns-attendance-remote",
            _ => "campaigns-attendance-both",
        };
}
