using System.Diagnostics;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Demo;

/// <summary>The demo as somebody starts it at a terminal, with a folder for temporary files of its own.</summary>
internal sealed class DemoProcess : IDisposable
{
    private const string Stays = "The dashboard stays on ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process process;

    private DemoProcess(Process process, string folder) => (this.process, Folder) = (process, folder);

    /// <summary>Its folder for temporary files.</summary>
    public string Folder { get; }

    /// <summary>What it wrote so far.</summary>
    public List<string> Lines { get; } = [];

    public int ExitCode => process.ExitCode;

    public static DemoProcess Start()
    {
        var folder = Directory.CreateDirectory(TemporaryFolder.NewPath()).FullName;
        // Everything below it inherits descriptor 9: its output ends when the last of them has, PostgreSQL included.
        string[] command = ["-c", "exec 9>&1; exec dotnet \"$@\"", "sh", DemoProgram];
        var start = new ProcessStartInfo("sh", command)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = folder },
        };
        return new(Process.Start(start)!, folder);
    }

    private static string DemoProgram => Path.Combine(AppContext.BaseDirectory, "CampaignDashboard.Demo.dll");

    /// <summary>Waits until it has played and printed everything, and gives the address of its dashboard.</summary>
    public async Task<Uri> Played(CancellationToken stop)
    {
        while (await process.StandardOutput.ReadLineAsync(stop).AsTask().WaitAsync(Patience, stop) is { } line)
        {
            Lines.Add(line);
            if (line.IndexOf(Stays, StringComparison.Ordinal) is var at and >= 0)
            {
                return new(line[(at + Stays.Length)..].Split(' ')[0]);
            }
        }
        throw new InvalidOperationException($"The demo ended: {string.Join('\n', Lines)}");
    }

    /// <summary>Sends a signal, and waits until nothing that it started runs any longer.</summary>
    public async Task End(string signal, CancellationToken stop)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]);
        await process.StandardOutput.ReadToEndAsync(stop).WaitAsync(Patience, stop);
        await process.WaitForExitAsync(stop);
    }

    public void Dispose()
    {
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
