using System.Diagnostics;

namespace CampaignDashboard.Host;

/// <summary>
/// The account that PostgreSQL's programs run as. PostgreSQL refuses to run as root, so a Host started as root lends
/// its programs an unprivileged account by <c>setpriv</c>: <c>postgres</c> where Debian made it, otherwise <c>nobody</c>.
/// </summary>
internal sealed record EmbeddedPostgresUser(string Name, string? Uid, string? Gid)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>The account of this process.</summary>
    public static EmbeddedPostgresUser Current { get; } = new(Environment.UserName, Uid: null, Gid: null);

    /// <summary>The account for the server's programs.</summary>
    public static EmbeddedPostgresUser Unprivileged()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return Current;
        }
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(f => f.Length > 3).ToList();
        return
            Candidates
                .Select(name => accounts.Find(f => string.Equals(f[0], name, StringComparison.Ordinal)))
                .FirstOrDefault(f => f is not null)
                is { } found
            ? new(found[0], found[2], found[3])
            : throw new EmbeddedPostgresException("Started as root, but there is no account `postgres` or `nobody`.");
    }

    /// <summary>Makes a folder that only this account may enter.</summary>
    public async Task MakePrivateFolder(string folder, CancellationToken cancellation)
    {
        string[] owner = Uid is null ? [] : ["-o", Uid, "-g", Gid!];
        await Current.Run(["install", "-d", "-m", "0700", .. owner, "--", folder], cancellation);
        if (Uid is not null && await ExitCode(["test", "-w", folder], cancellation) != 0)
        {
            throw new EmbeddedPostgresException(
                $"The account `{Name}` can't enter {folder}: one of the folders above it is closed to other accounts. "
                    + "Choose a data folder elsewhere, for example below /var/lib."
            );
        }
    }

    /// <summary>Runs a program to its end and returns what it wrote; fails with its error output.</summary>
    public async Task<string> Run(string[] command, CancellationToken cancellation)
    {
        var (code, output) = await Finish(command, cancellation);
        return code == 0
            ? output
            : throw new EmbeddedPostgresException($"`{string.Join(' ', command)}` failed ({code}): {output.Trim()}");
    }

    /// <summary>What to start for <paramref name="command"/> as this account, away from the caller's surroundings.</summary>
    public ProcessStartInfo StartInfo(string[] command)
    {
        string[] drop = Uid is null ? [] : ["setpriv", $"--reuid={Uid}", $"--regid={Gid}", "--clear-groups", "--"];
        string[] all = [.. drop, .. command];
        // The current folder may be closed to the other account, and PG… variables speak of other servers.
        var start = new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = "/" };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private async Task<int> ExitCode(string[] command, CancellationToken cancellation) =>
        (await Finish(command, cancellation)).Code;

    private async Task<(int Code, string Output)> Finish(string[] command, CancellationToken cancellation)
    {
        var start = StartInfo(command);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await errors);
    }
}
