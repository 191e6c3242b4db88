namespace CampaignDashboard.Web.Pages;

/// <summary>Paths of this assembly's pages that code refers to.</summary>
internal static class Paths
{
    public const string Error = "/error";
}
