using System.Collections.Concurrent;
using System.Diagnostics;
using CampaignDashboard.Tests.Identity;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>
/// The real Host as a process of its own, on a port that the system chose, to be used over HTTP, killed, or asked to stop.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<HostProcess, bool> Running = [];

    private readonly Process process;
    private readonly ConcurrentQueue<string> log = [];
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A run of tests that ends early takes its Hosts with it.
    static HostProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    private HostProcess(IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "CampaignDashboard.Host.dll");
        process = new()
        {
            StartInfo = new("dotnet", [program, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            },
        };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; private set; } = null!;

    /// <summary>Where people let it create accounts in their names, if it knows such a wiki.</summary>
    internal WikimediaAuthority? Authority { get; set; }

    /// <summary>What it wrote so far.</summary>
    internal string Log => string.Join('\n', log);

    /// <summary>
    /// Starts a Host with the development sign-in and the administrator <see cref="Api.Administrator"/>, and waits until
    /// it listens; fails with its log when it doesn't.
    /// </summary>
    internal static async Task<HostProcess> Start(params string[] settings)
    {
        string[] usual =
        [
            "--dev-sign-in",
            "--urls",
            "http://127.0.0.1:0",
            "--Identity:HomeWiki=enwiki",
            $"--Identity:Administrators:0={Api.Administrator}",
            "--MediaWiki:OnlyConfigured=true",
            "--MediaWiki:Retries=1",
            "--MediaWiki:FirstPause=00:00:00.010",
            "--Metrics:BetweenUpdates=00:00:00",
        ];
        var host = Launch([.. usual, .. settings]);
        await Task.WhenAny(host.address.Task, host.process.WaitForExitAsync()).WaitAsync(Patience);
        if (host.address.Task.IsCompletedSuccessfully)
        {
            host.Address = await host.address.Task;
            return host;
        }

        await host.DisposeAsync();
        throw new InvalidOperationException($"The Host ended before it listened:\n{host.Log}");
    }

    /// <summary>Runs one that is not expected to get far, and tells how it ended.</summary>
    internal static async Task<(int ExitCode, string Log)> RunToItsEnd(params string[] arguments)
    {
        await using var host = Launch(arguments);
        await host.process.WaitForExitAsync().WaitAsync(Patience);
        return (host.process.ExitCode, host.Log);
    }

    /// <summary>kill -9 of the Host alone: no orderly stop, no children.</summary>
    internal async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to stop (SIGTERM) and tells its exit code.</summary>
    internal async Task<int> Stop()
    {
        using var signal = Process.Start("sh", ["-c", $"kill -TERM {process.Id}"]);
        await signal.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Running.TryRemove(this, out _))
        {
            // Orderly, so that a database of its own is stopped, too.
            await (process.HasExited ? Task.CompletedTask : Stop());
            process.Dispose();
        }
    }

    private static HostProcess Launch(IEnumerable<string> arguments)
    {
        var host = new HostProcess(arguments);
        host.process.Start();
        Running[host] = true;
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        return host;
    }

    private static void KillAll()
    {
        foreach (var (host, _) in Running)
        {
            host.process.Kill(entireProcessTree: true);
        }
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        log.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            address.TrySetResult(new(line[(at + Listening.Length)..].Trim()));
        }
    }
}
