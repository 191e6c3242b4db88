using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Demo;

/// <summary>
/// The whole demo: a farm of real wikis, the Host beside it, the main job, the report. At the end every process that it
/// started is gone, and so is its folder.
/// </summary>
internal sealed class Demonstration(TextWriter output, CancellationToken stop)
{
    private const int UsualPort = 5080;

    // Others may pass through: as root the Host lends PostgreSQL another account.
    private const UnixFileMode Passable =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"campaigns-demo-{Guid.NewGuid():N}");

    /// <summary>Runs it; the exit code is 0 when every figure agrees with the wikis' databases.</summary>
    /// <param name="once">End after the report, instead of at Ctrl-C.</param>
    public static async Task<int> Run(bool once)
    {
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        var demo = new Demonstration(Console.Out, stopping.Token);
        try
        {
            return await demo.Play(once) ? 0 : 1;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is HostException or ApiException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The demo fails. {failure.Message}");
            return 1;
        }
        finally
        {
            demo.Clear();
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    private async Task<bool> Play(bool once)
    {
        Directory.CreateDirectory(folder, Passable);
        Tell("Five MediaWikis start, with the history of an editathon (built once, which takes a minute)");
        await using var farm = await Farm.Start(Path.Combine(folder, "wikis"), stop);
        Tell("The Host starts, with a PostgreSQL of its own");
        await using var host = await StartHost(farm);
        Tell($"The dashboard listens on {host.Address}");
        var good = await PlayOn(host, farm);
        if (!once)
        {
            await UntilStopped(host);
        }
        Tell("Everything stops");
        return good;
    }

    private async Task<bool> PlayOn(HostProcess host, Farm farm)
    {
        try
        {
            var job = await new MainJob(host.Address, Tell).Play(stop);
            Tell("Done");
            return new Report(farm, host.Address, output).Print(job, await SaveDownloads(job));
        }
        catch (HttpRequestException failure)
        {
            throw new HostException($"The Host does not answer: {failure.Message} It says:\n{host.LastWords()}");
        }
    }

    /// <summary>On the usual port, or on any free one where another programme (another demo) has it.</summary>
    private async Task<HostProcess> StartHost(Farm farm)
    {
        try
        {
            return await StartHost(farm, IsFree(UsualPort) ? UsualPort : 0);
        }
        catch (HostException) when (!IsFree(UsualPort))
        {
            return await StartHost(farm, port: 0);
        }
    }

    private Task<HostProcess> StartHost(Farm farm, int port) =>
        HostProcess.Start(farm, Path.Combine(folder, "dashboard"), port, stop);

    private async Task<string> SaveDownloads(PlayedJob job)
    {
        var downloads = Directory.CreateDirectory(Path.Combine(folder, "downloads")).FullName;
        foreach (var session in job.Sessions)
        {
            foreach (var (format, content) in session.Downloads)
            {
                await File.WriteAllBytesAsync(Path.Combine(downloads, session.FileName(format)), content, stop);
            }
        }
        return downloads;
    }

    private async Task UntilStopped(HostProcess host)
    {
        Tell($"The dashboard stays on {host.Address} until Ctrl-C. Sign in as {MainJob.Coordinator} to coordinate.");
        await Task.WhenAny(host.Ended(stop), Task.Delay(Timeout.Infinite, stop));
        if (!stop.IsCancellationRequested)
        {
            throw new HostException($"The Host has ended by itself. It says:\n{host.LastWords()}");
        }
    }

    private void Tell(string line) =>
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed.TotalSeconds, 5:0.0} s] {line}")
        );

    private void Clear()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
