namespace CampaignDashboard.Tests.Postgres;

/// <summary>Temporary folders that the unprivileged account of PostgreSQL can reach, too.</summary>
internal static class TemporaryFolder
{
    /// <summary>A path that nobody uses, in the folder for temporary files.</summary>
    public static string NewPath() => Path.Combine(Path.GetTempPath(), $"campaigns-test-{Guid.NewGuid():N}");
}
