using System.Diagnostics;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Demo;

/// <summary>
/// The dashboard's Host as a process of its own, with a PostgreSQL of its own, on a leash: a small shell guards it, and
/// reads a pipe whose other end only this process holds. When the pipe ends (disposed, or this process gone, however it
/// went), the guard asks the Host to stop, which stops its PostgreSQL, and then clears the folder away. Guard and Host
/// have a session of their own, so Ctrl-C at a terminal reaches the demo alone.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Guard = """
        folder=$1; shift
        exec 3<&0 </dev/null
        "$@" 3<&- &
        host=$!
        { cat <&3 >/dev/null; kill -TERM $host; } 2>/dev/null &
        reader=$!
        wait $host
        code=$?
        kill $reader 2>/dev/null
        rm -rf -- "$folder"
        exit $code
        """;

    private const string Listening = "Now listening on: ";
    private const int MostWords = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process guard;
    private readonly Queue<string> words = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process guard) => this.guard = guard;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>
    /// Starts a Host that knows the farm's wikis and no others, with its data in <paramref name="folder"/>, and returns
    /// once it listens. <paramref name="port"/> 0 takes any free one. Fails with the Host's last words.
    /// </summary>
    public static async Task<HostProcess> Start(Farm farm, string folder, int port, CancellationToken stop)
    {
        string[] command = ["sh", "-c", Guard, "guard", folder, "dotnet", .. Command(farm, folder, port)];
        var start = new ProcessStartInfo("setsid", command)
        {
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = new HostProcess(new Process { StartInfo = start });
        try
        {
            await host.UntilItListens(stop);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the Host has ended by itself.</summary>
    public Task Ended(CancellationToken stop) => guard.WaitForExitAsync(stop);

    /// <summary>The last lines that the Host wrote.</summary>
    public string LastWords()
    {
        lock (words)
        {
            return string.Join('\n', words);
        }
    }

    /// <summary>Asks the Host to stop and waits until it, its database and its folder are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        guard.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await guard.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            guard.Kill(entireProcessTree: true);
        }
        guard.Dispose();
    }

    private static IEnumerable<string> Command(Farm farm, string folder, int port) =>
        [
            Path.Combine(AppContext.BaseDirectory, "CampaignDashboard.Host.dll"),
            "--dev-sign-in",
            $"--urls=http://127.0.0.1:{port}",
            // Whatever the environment says, the demo has a database of its own.
            "--ConnectionStrings:Dashboard=",
            $"--DataFolder={folder}",
            $"--Identity:Administrators:0={Farm.Administrator}",
            // The main job asks for one update after the other.
            "--Metrics:BetweenUpdates=00:00:00",
            "--MediaWiki:OnlyConfigured=true",
            .. Farm.Wikis.Select(wiki => $"--MediaWiki:Wikis:{wiki}={farm.ApiAddress(wiki)}"),
        ];

    private async Task UntilItListens(CancellationToken stop)
    {
        guard.OutputDataReceived += (_, line) => Hear(line.Data);
        guard.ErrorDataReceived += (_, line) => Hear(line.Data);
        guard.Start();
        guard.BeginOutputReadLine();
        guard.BeginErrorReadLine();
        var ended = guard.WaitForExitAsync(stop);
        await Task.WhenAny(address.Task, ended);
        stop.ThrowIfCancellationRequested();
        Address = address.Task.IsCompletedSuccessfully
            ? await address.Task
            : throw new HostException($"The Host did not start. It says:\n{LastWords()}");
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (words)
        {
            words.Enqueue(line);
            if (words.Count > MostWords)
            {
                words.Dequeue();
            }
        }
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        }
    }
}

/// <summary>The Host does not run; the message ends with what it said.</summary>
internal sealed class HostException(string message) : Exception(message);
