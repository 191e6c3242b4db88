using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace CampaignDashboard.Bench;

/// <summary>What the figures were measured on; <c>Load</c> is the mean number of busy threads of the minute before.</summary>
internal sealed record Machine(
    string Processor,
    int Cores,
    double MemoryGb,
    string System,
    string DotNet,
    string Postgres,
    string Settings,
    string Version,
    DateTimeOffset At,
    double LoadBefore,
    double LoadAfter,
    double MemoryOfBenchMb
)
{
    private const string AskSettings =
        "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size')";

    public static async Task<Machine> Of(BenchStore store, CancellationToken cancellation) =>
        new(
            Line("/proc/cpuinfo", "model name"),
            Environment.ProcessorCount,
            Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            (await store.Database.Query("show server_version", row => row.GetString(0), cancellation))[0],
            (await store.Database.Query(AskSettings, row => row.GetString(0), cancellation))[0],
            typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            TimeProvider.System.GetUtcNow(),
            Load(),
            LoadAfter: 0,
            MemoryOfBenchMb: 0
        );

    /// <summary>The same, when all is measured.</summary>
    public Machine Afterwards() =>
        this with
        {
            LoadAfter = Load(),
            MemoryOfBenchMb = Math.Round(Environment.WorkingSet / 1e6),
        };

    /// <summary>The most memory that a process has held so far, in megabytes.</summary>
    public static double PeakMemory(string process) => Kilobytes(process, "VmHWM") * 1024 / 1e6;

    /// <summary>
    /// The memory that is a process's own now, in megabytes: without the files that it has mapped, which the system gives back
    /// when somebody else needs the room.
    /// </summary>
    public static double OwnMemory(string process) =>
        (Kilobytes(process, "RssAnon") + Kilobytes(process, "RssShmem")) * 1024 / 1e6;

    private static double Kilobytes(string process, string key) =>
        double.Parse(Line($"/proc/{process}/status", key).Split(' ')[0], CultureInfo.InvariantCulture);

    private static double Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Line(string file, string key) =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':')[1].Trim()
        ?? "unknown";
}
