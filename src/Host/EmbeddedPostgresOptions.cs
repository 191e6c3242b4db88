namespace CampaignDashboard.Host;

/// <summary>The postmaster's settings, all on its command line: the files of the cluster stay as initdb made them.</summary>
internal static class EmbeddedPostgresOptions
{
    /// <summary>The arguments for a cluster that listens on <paramref name="socket"/> only.</summary>
    public static IEnumerable<string> Of(EmbeddedPostgresSettings settings, string socket) =>
        [
            .. Private.Append($"unix_socket_directories={socket}").SelectMany(Flag),
            .. Roomy.SelectMany(Flag),
            .. settings.Throwaway ? Careless.SelectMany(Flag) : [],
        ];

    private static readonly string[] Private =
    [
        "listen_addresses=",
        "port=5432",
        "unix_socket_permissions=0700",
        "logging_collector=off",
        "log_checkpoints=off",
        // Without the detail of an error, which would show personal data in the log.
        "log_error_verbosity=terse",
    ];

    // As it comes, PostgreSQL is set for a machine of the last century: a large first data update would write each page of
    // its indexes many times over, and all of them whole into the write-ahead log again at every checkpoint.
    private static readonly string[] Roomy = [$"shared_buffers={SharedBuffers}MB", "max_wal_size=4GB"];

    /// <summary>In megabytes: an eighth of the machine, at least what PostgreSQL comes with; more than that helps little.</summary>
    private static long SharedBuffers =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / (1024 * 1024), 128, 1024);

    // Many test classes hold a pool each, and nobody needs the data after a crash.
    private static readonly string[] Careless =
    [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "shared_buffers=64MB",
        "max_connections=300",
        "max_wal_size=4GB",
    ];

    private static string[] Flag(string setting) => ["-c", setting];
}
