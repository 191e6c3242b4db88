using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CampaignDashboard.Bench;

/// <summary>The real Host as a process of its own on a database of the cluster, with the development sign-in.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    public const string Administrator = "Grace";

    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private HostUnderTest(Process process) => this.process = process;

    public Uri Address { get; private init; } = null!;

    /// <summary>The most memory that it has held so far, in megabytes.</summary>
    public double PeakMemory => Machine.PeakMemory($"{process.Id}");

    /// <summary>The memory that is its own now, in megabytes.</summary>
    public double OwnMemory => Machine.OwnMemory($"{process.Id}");

    /// <summary>Starts it; it follows a wiki at this address, or one that nobody asks.</summary>
    public static async Task<HostUnderTest> Start(string connectionString, Uri? wiki = null)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "CampaignDashboard.Host.dll"),
            "--dev-sign-in",
            "--urls",
            "http://127.0.0.1:0",
            $"--ConnectionStrings:Dashboard={connectionString}",
            $"--Identity:Administrators:0={Administrator}",
            "--MediaWiki:OnlyConfigured=true",
            $"--MediaWiki:Wikis:enwiki={wiki?.AbsoluteUri ?? "http://127.0.0.1:9/w/api.php"}",
            "--Identity:HomeWiki=enwiki",
        ];
        var started = new Process
        {
            StartInfo = new("dotnet", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                WorkingDirectory = "/",
            },
        };
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        started.OutputDataReceived += (_, line) => Hear(line.Data, address);
        started.EnableRaisingEvents = true;
        started.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The Host ended at once."));
        started.Start();
        started.BeginOutputReadLine();
        return new(started) { Address = await address.Task.WaitAsync(Patience) };
    }

    /// <summary>Somebody who signed in by this name, on a connection of their own.</summary>
    public async Task<HttpClient> SignedIn(string userName)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = Address,
        };
        (await client.PostAsJsonAsync("/api/v1/dev-sign-in", new { userName })).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>Makes something; tells its id.</summary>
    public static async Task<Guid> Make(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var signal = Process.Start("sh", ["-c", $"kill -TERM {process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    private static void Hear(string? line, TaskCompletionSource<Uri> address)
    {
        var at = line?.IndexOf(Listening, StringComparison.Ordinal) ?? -1;
        if (at >= 0)
        {
            address.TrySetResult(new(line![(at + Listening.Length)..].Trim()));
        }
    }
}
