using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Web.Localisation;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>How many places a session has left and how many wait for one, in words; null where there is no limit.</summary>
internal static class PlacesText
{
    internal static string? Of(Localiser l, ShowRoster.Glance roster) =>
        roster.Waiting > 0 ? $"{Left(l, roster)} {l["enrolment-waiting-count", roster.Waiting]}" : Left(l, roster);

    private static string? Left(Localiser l, ShowRoster.Glance roster) =>
        roster.PlacesLeft switch
        {
            null => null,
            0 => l["enrolment-no-places"],
            { } left => l["enrolment-places-left", left],
        };
}
