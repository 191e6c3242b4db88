namespace CampaignDashboard.Host;

/// <summary>Where the dashboard's own PostgreSQL cluster lives, and how careful it is with its data.</summary>
internal sealed record EmbeddedPostgresSettings
{
    /// <summary>The folder of the cluster, its lock and its log; made when missing.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder();

    /// <summary>The database that exists once the cluster has started.</summary>
    public string Database { get; init; } = "dashboard";

    /// <summary>
    /// For tests: nothing is synchronised to the disk, and <see cref="DataFolder"/> is deleted when the cluster ends,
    /// also when its owner was killed.
    /// </summary>
    public bool Throwaway { get; init; }

    /// <summary>
    /// The longest that a start (with crash recovery) or a stop may take. A bound on waiting only: nothing becomes
    /// correct by its passing.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// <c>/var/lib/campaign-dashboard/postgres</c> for root (whose home no other account may enter), otherwise
    /// <c>campaign-dashboard/postgres</c> in the user's data folder (<c>XDG_DATA_HOME</c>).
    /// </summary>
    public static string DefaultDataFolder() =>
        Environment.IsPrivilegedProcess
            ? "/var/lib/campaign-dashboard/postgres"
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify
                ),
                "campaign-dashboard",
                "postgres"
            );
}
