namespace CampaignDashboard.Web;

/// <summary>Where a form may lead back to: a path of this site, and nowhere else.</summary>
public static class LocalPath
{
    /// <summary>The path, or the start page for anything that leads elsewhere (<c>//host</c>, <c>/\host</c>, a scheme).</summary>
    public static string Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/";
}
