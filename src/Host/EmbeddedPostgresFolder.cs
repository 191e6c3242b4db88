using System.Globalization;

namespace CampaignDashboard.Host;

/// <summary>
/// The data folder: <c>lock</c> (held while a Host uses the folder), <c>cluster</c> (PostgreSQL's own data directory) and
/// <c>postgres.log</c> (of the last start). The lock is the kernel's (flock), so it falls with its Host, however that ends.
/// </summary>
internal sealed class EmbeddedPostgresFolder : IDisposable
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly FileStream hold;

    private EmbeddedPostgresFolder(string root, FileStream hold) => (Root, this.hold) = (root, hold);

    /// <summary>The data folder itself.</summary>
    public string Root { get; }

    /// <summary>PostgreSQL's data directory.</summary>
    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>What PostgreSQL wrote since its last start.</summary>
    public string Log => Path.Combine(Root, "postgres.log");

    /// <summary>The major version that made the cluster, or null when there is none yet.</summary>
    public int? Major =>
        File.Exists(Path.Combine(Cluster, "PG_VERSION"))
            ? int.Parse(File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")), Invariant)
            : null;

    /// <summary>Takes the folder for this process, or tells that another one has it.</summary>
    public static async Task<EmbeddedPostgresFolder> Take(
        string folder,
        EmbeddedPostgresUser user,
        CancellationToken cancellation
    )
    {
        var path = Path.GetFullPath(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await user.MakePrivateFolder(path, cancellation);
        try
        {
            var file = Path.Combine(path, "lock");
            return new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (IOException inUse)
        {
            throw new EmbeddedPostgresInUseException(
                $"Another dashboard is running on the data folder {path}. Stop it, choose another data folder, or give "
                    + "both dashboards the connection string of one PostgreSQL server.",
                inUse
            );
        }
    }

    /// <summary>
    /// Makes the cluster unless there is one. It is made beside its place and moved there when whole, so a Host killed
    /// meanwhile leaves nothing that looks like a cluster.
    /// </summary>
    public async Task Initialise(
        EmbeddedPostgresUser user,
        EmbeddedPostgresBinaries binaries,
        bool durable,
        CancellationToken cancellation
    )
    {
        if (Major is not null)
        {
            return;
        }
        var unfinished = Cluster + ".new";
        DeleteIfThere(unfinished);
        string[] sync = durable ? [] : ["--no-sync"];
        await user.Run([binaries["initdb"], "-D", unfinished, .. Locale(binaries), .. Access, .. sync], cancellation);
        Directory.Move(unfinished, Cluster);
    }

    /// <summary>The process id of a postmaster that still runs on the cluster though nobody holds the lock, or null.</summary>
    public int? LeftOverPostmaster()
    {
        var file = Path.Combine(Cluster, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), Invariant, out var pid))
        {
            return null;
        }
        if (RunsHere(pid, file))
        {
            return pid;
        }
        if (Directory.Exists($"/proc/{pid}"))
        {
            // Another process has the number now, and PostgreSQL would take it for a server on this cluster.
            File.Delete(file);
        }
        return null;
    }

    /// <summary>The folder of the socket of the postmaster that runs, or null.</summary>
    public string? SocketInUse() => SocketIn(Cluster);

    /// <summary>The folder of the socket of the postmaster that runs on a cluster, or null.</summary>
    public static string? SocketIn(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        // Lines: process id, data directory, start, port, socket folder.
        return File.Exists(file) ? File.ReadLines(file).ElementAtOrDefault(4) : null;
    }

    /// <summary>The end of PostgreSQL's log, for an error message.</summary>
    public string LastWords() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(8)) : "(no log)";

    /// <summary>Deletes a folder with all that is in it, if it exists.</summary>
    public static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => hold.Dispose();

    // Trust is safe here: nobody but this account (and root) can enter the folder of the socket.
    private static readonly string[] Access = ["--auth=trust", "--username=dashboard"];

    // From 17 on PostgreSQL brings C.UTF-8 itself; before, it is the C library's. Both sort by code point, so no
    // upgrade of the machine ever changes the order of an index.
    private static string[] Locale(EmbeddedPostgresBinaries binaries) =>
        binaries.Major >= 17
            ? ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            : ["--encoding=UTF8", "--locale=C.UTF-8"];

    // A postmaster stays in its data directory, and the file names its start and its socket, too.
    private static bool RunsHere(int pid, string file)
    {
        try
        {
            return string.Equals(
                File.ReadAllText($"/proc/{pid}/cwd/postmaster.pid"),
                File.ReadAllText(file),
                StringComparison.Ordinal
            );
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
