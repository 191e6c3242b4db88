using System.Diagnostics;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// A program that can't outlive this process: it runs in a process group of its own below a guard, whose standard input
/// is a pipe held here. Disposing closes the pipe, and so does the death of this process, even by kill -9; the guard then
/// kills the whole group.
/// </summary>
public sealed class Leash : IAsyncDisposable
{
    private readonly Process _guard;

    private Leash(Process guard) => _guard = guard;

    /// <summary>The process group of the program and of everything it starts.</summary>
    public int ProcessGroup => _guard.Id;

    /// <summary>
    /// Starts a program. Its standard input is empty; each line it writes to standard output or error goes to
    /// <paramref name="onLine"/>, on a thread of the pool.
    /// </summary>
    public static Leash Start(ProcessStartInfo program, Action<string>? onLine = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        string[] guarded = ["sh", FarmFolders.Script("guard.sh"), program.FileName, .. program.ArgumentList];
        var info = new ProcessStartInfo("setsid", guarded)
        {
            UseShellExecute = false,
            WorkingDirectory = program.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in program.Environment)
        {
            info.Environment[name] = value;
        }
        var guard = new Process { StartInfo = info };
        DataReceivedEventHandler receive = (_, line) =>
        {
            if (line.Data is not null)
            {
                onLine?.Invoke(line.Data);
            }
        };
        guard.OutputDataReceived += receive;
        guard.ErrorDataReceived += receive;
        guard.Start();
        guard.BeginOutputReadLine();
        guard.BeginErrorReadLine();
        return new Leash(guard);
    }

    /// <summary>
    /// Ends when every process of the group has: the wait is for the end of their output, and each of them holds it open.
    /// </summary>
    public Task Ended(CancellationToken stop = default) => _guard.WaitForExitAsync(stop);

    /// <summary>Kills the group and waits until all of it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }
}
