namespace CampaignDashboard.WikiFarm;

/// <summary>Where the farm's scripts and its cache lie.</summary>
internal static class FarmFolders
{
    /// <summary>The folder of what is built once; CAMPAIGN_DASHBOARD_CACHE names another one.</summary>
    internal static string Cache =>
        Setting("CAMPAIGN_DASHBOARD_CACHE")
        ?? Path.Combine(
            Setting("XDG_CACHE_HOME") ?? Path.Combine(Setting("HOME") ?? Path.GetTempPath(), ".cache"),
            "campaign-dashboard"
        );

    internal static string Scripts => Path.Combine(AppContext.BaseDirectory, "wiki-farm");

    internal static string Script(string name) => Path.Combine(Scripts, name);

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
