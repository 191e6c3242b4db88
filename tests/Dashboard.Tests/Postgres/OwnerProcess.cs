using System.Diagnostics;
using CampaignDashboard.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace CampaignDashboard.Tests.Postgres;

/// <summary>Another process that owns an embedded PostgreSQL, as a Host does, to be killed or to be asked to stop.</summary>
internal sealed class OwnerProcess : IAsyncDisposable
{
    /// <summary>The argument that makes the test program play the owner.</summary>
    public const string Mode = "own-a-cluster";

    private readonly Process process;

    private OwnerProcess(Process process, string connectionString) =>
        (this.process, ConnectionString) = (process, connectionString);

    /// <summary>How to reach its database.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Starts one on <paramref name="folder"/> and waits until its database answers; <paramref name="prefix"/> is a
    /// command to run it by (another account). Fails with what it wrote when it doesn't get so far.
    /// </summary>
    public static async Task<OwnerProcess> Start(string folder, params string[] prefix)
    {
        string[] command = [.. prefix, "dotnet", typeof(OwnerProcess).Assembly.Location, Mode, folder];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        var started = Process.Start(start)!;
        var line = await started.StandardOutput.ReadLineAsync() ?? "it wrote nothing";
        return line.StartsWith("ready ", StringComparison.Ordinal)
            ? new(started, line["ready ".Length..])
            : throw new InvalidOperationException($"The owner didn't start: {line}");
    }

    /// <summary>kill -9, and nothing else: no orderly stop, no children.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Lets it stop by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
        }
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>What the other process does: own the cluster until its input ends.</summary>
    public static async Task<int> Play(string folder)
    {
        try
        {
            var settings = new EmbeddedPostgresSettings { DataFolder = folder };
            await using var postgres = await EmbeddedPostgres.Start(
                settings,
                NullLogger.Instance,
                CancellationToken.None
            );
            Console.WriteLine($"ready {postgres.ConnectionString(settings.Database)}");
            await Console.In.ReadToEndAsync();
            return 0;
        }
        catch (EmbeddedPostgresException no)
        {
            Console.WriteLine(no.Message);
            return 1;
        }
    }
}
