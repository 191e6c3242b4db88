using System.Diagnostics;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// A lock on a file between processes, waited for without polling: flock(1) takes it and holds it while its standard
/// input is open, so that a process that dies gives it back.
/// </summary>
internal sealed class BuildLock : IAsyncDisposable
{
    private readonly Process _holder;

    private BuildLock(Process holder) => _holder = holder;

    internal static async Task<BuildLock> Take(string path, CancellationToken stop)
    {
        var info = new ProcessStartInfo("flock", [path, "sh", "-c", "echo taken; cat >/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var taken = new BuildLock(Process.Start(info)!);
        try
        {
            if (await taken._holder.StandardOutput.ReadLineAsync(stop) is null)
            {
                throw new IOException($"The lock {path} can't be taken.");
            }
            return taken;
        }
        catch
        {
            taken._holder.Kill();
            await taken.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }
}
