using System.Diagnostics;

namespace CampaignDashboard.Tests.Commands;

/// <summary>A command of the real programme, as an operator's shell runs it.</summary>
internal sealed class CommandProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> errors;

    private CommandProcess(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.WorkingDirectory) = (false, "/");
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    private static string Programme => Path.Combine(AppContext.BaseDirectory, "CampaignDashboard.Host.dll");

    /// <summary>Starts one whose output is read as it comes.</summary>
    internal static CommandProcess Start(params string[] arguments) => new(new("dotnet", [Programme, .. arguments]));

    /// <summary>Runs one to its end.</summary>
    internal static async Task<Ended> Run(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.End();
    }

    /// <summary>Runs a line of shell in which <c>dashboard</c> is the programme.</summary>
    internal static async Task<Ended> Shell(string line)
    {
        using var command = new CommandProcess(
            new("sh", ["-c", $"dashboard() {{ dotnet {Programme} \"$@\"; }}; {line}"])
        );
        return await command.End();
    }

    /// <summary>The next line that it writes, or null.</summary>
    internal Task<string?> NextLine() => process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>Ctrl-C.</summary>
    internal async Task Interrupt()
    {
        using var signal = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]);
        await signal.WaitForExitAsync();
    }

    /// <summary>What came out of it.</summary>
    internal async Task<Ended> End()
    {
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    /// <summary>What a command left: its code, its standard output, its standard error.</summary>
    internal sealed record Ended(int Code, string Output, string Errors)
    {
        internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
