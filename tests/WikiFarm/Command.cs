using System.Diagnostics;
using System.Text;

namespace CampaignDashboard.WikiFarm;

/// <summary>A program run to its end, on a leash.</summary>
internal static class Command
{
    /// <summary>Runs a program and returns what it wrote; throws with its last words when it fails.</summary>
    internal static async Task<string> Run(ProcessStartInfo program, CancellationToken stop)
    {
        const string done = "exit status ";
        var output = new StringBuilder();
        var status = "";
        // The guard kills its group when the program ends, so that the status is told in the last line.
        var info = new ProcessStartInfo(
            "sh",
            ["-c", $"\"$@\"; status=$?; echo; echo \"{done}$status\"", "sh", program.FileName, .. program.ArgumentList]
        )
        {
            WorkingDirectory = program.WorkingDirectory,
        };
        foreach (var (name, value) in program.Environment)
        {
            info.Environment[name] = value;
        }
        await using var leash = Leash.Start(info, Receive);
        await leash.Ended(stop);
        return string.Equals(status, "0", StringComparison.Ordinal)
            ? output.ToString()
            : throw new InvalidOperationException(
                $"{program.FileName} {string.Join(' ', program.ArgumentList)} failed ({status}):\n{output}"
            );

        void Receive(string line)
        {
            lock (output)
            {
                if (line.StartsWith(done, StringComparison.Ordinal))
                {
                    status = line[done.Length..];
                    return;
                }
                output.AppendLine(line);
            }
        }
    }
}
