using System.Diagnostics;

namespace CampaignDashboard.Host;

/// <summary>
/// The postmaster on a leash. A small shell guards it, and reads a pipe whose other end only this process holds: when
/// the pipe ends (disposed, or this process gone, however it went), the guard asks the postmaster for a fast shutdown,
/// waits for it and clears away what the run leaves behind. So stopping and being killed are the same path.
/// <para>
/// SIGTERM is sent first, for it ends a postmaster that hasn't installed its handlers yet (a background job of a shell
/// ignores SIGINT); one that has takes the SIGINT that follows as "fast" and forgets the "smart" of the SIGTERM.
/// Guard and postmaster have a session of their own, so Ctrl-C at a terminal reaches the Host alone, which then stops
/// them when it no longer needs them.
/// </para>
/// </summary>
internal sealed class EmbeddedPostgresLeash : IDisposable
{
    private const string Guard = """
        log=$1; leavings=$2; data=$3; shift 3
        exec 3<&0 </dev/null >"$log" 2>&1
        "$@" 3<&- &
        postmaster=$!
        { read -r _ <&3; kill -TERM $postmaster; kill -INT $postmaster; } 2>/dev/null &
        reader=$!
        wait $postmaster
        code=$?
        kill $reader 2>/dev/null
        rm -rf -- "$leavings"
        [ -z "$data" ] || rm -rf -- "$data"
        exit $code
        """;

    private readonly Process guard;

    private EmbeddedPostgresLeash(Process guard) => this.guard = guard;

    /// <summary>Whether the postmaster has ended.</summary>
    public bool HasEnded => guard.HasExited;

    /// <summary>
    /// Starts <paramref name="postmaster"/>, which writes to <paramref name="log"/>. At its end
    /// <paramref name="leavings"/> are deleted.
    /// </summary>
    public static EmbeddedPostgresLeash Start(
        EmbeddedPostgresUser user,
        string[] postmaster,
        string log,
        (string Always, string? Throwaway) leavings
    )
    {
        string[] arguments = [log, leavings.Always, leavings.Throwaway ?? "", .. postmaster];
        var start = user.StartInfo(["setsid", "sh", "-c", Guard, "guard", .. arguments]);
        start.RedirectStandardInput = true;
        return new(Process.Start(start)!);
    }

    /// <summary>Lets go, and waits until the postmaster has ended.</summary>
    public async Task LetGo(CancellationToken cancellation)
    {
        guard.StandardInput.Close();
        await guard.WaitForExitAsync(cancellation);
    }

    /// <summary>Waits until the postmaster has ended by itself.</summary>
    public Task Ended(CancellationToken cancellation) => guard.WaitForExitAsync(cancellation);

    /// <summary>Ends the postmaster without regard; it recovers from its log at the next start.</summary>
    public void Kill() => guard.Kill(entireProcessTree: true);

    public void Dispose() => guard.Dispose();
}
