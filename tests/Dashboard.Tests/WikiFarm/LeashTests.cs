using System.Diagnostics;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.WikiFarm;

public sealed class LeashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_servers_end_when_their_owner_is_killed()
    {
        var stop = TestContext.Current.CancellationToken;
        await Farm.Prepare(stop);
        var folder = Directory.CreateTempSubdirectory("wiki-farm-").FullName;
        // Everything below the owner inherits descriptor 9: the pipe ends when the last of them has.
        string[] script = ["-c", "exec 9>&1; exec dotnet \"$@\"", "sh"];
        var program = Path.Combine(AppContext.BaseDirectory, "CampaignDashboard.WikiFarm.dll");
        var info = new ProcessStartInfo("sh", [.. script, program, folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var owner = Process.Start(info)!;
        var addresses = await Addresses(owner.StandardOutput, stop);
        using var http = new HttpClient();
        Assert.Equal(5, addresses.Count);
        Assert.NotEmpty(await http.GetStringAsync(addresses[0] + "w/api.php?action=query&format=json", stop));

        owner.Kill();

        await owner.StandardOutput.ReadToEndAsync(stop).WaitAsync(Patience, stop);
        foreach (var address in addresses)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(address, stop));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Disposing_ends_what_the_program_left_behind()
    {
        var stop = TestContext.Current.CancellationToken;
        var told = new TaskCompletionSource<string>();
        var info = new ProcessStartInfo(
            "sh",
            ["-c", "sh -c 'trap \"\" TERM HUP; echo $$; exec cat /dev/zero >/dev/null' & wait"]
        );
        var leash = Leash.Start(info, line => told.TrySetResult(line));
        var grandchild = await told.Task.WaitAsync(Patience, stop);
        Assert.True(Directory.Exists("/proc/" + grandchild));

        await leash.DisposeAsync();

        Assert.False(IsRunning(grandchild));
    }

    [Fact]
    public async Task A_command_that_fails_is_told_with_its_last_words()
    {
        var stop = TestContext.Current.CancellationToken;
        var failing = new ProcessStartInfo("sh", ["-c", "echo 'no such package' >&2; exit 3"]);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Command.Run(failing, stop));

        Assert.Contains("(3)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such package", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "fine",
            await Command.Run(new ProcessStartInfo("echo", ["fine"]), stop),
            StringComparison.Ordinal
        );
    }

    /// <summary>A process that ended and that nobody has asked for its status yet is listed, without a command line.</summary>
    private static bool IsRunning(string process) =>
        File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").Length > 0;

    private static async Task<List<string>> Addresses(StreamReader output, CancellationToken stop)
    {
        var addresses = new List<string>();
        while (await output.ReadLineAsync(stop) is { } line && !string.Equals(line, "ready", StringComparison.Ordinal))
        {
            addresses.Add(line.Split(' ')[1]);
        }
        return addresses;
    }
}
