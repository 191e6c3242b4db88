using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CampaignDashboard.Web;

namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>
/// One way to the wiki and back. <paramref name="State"/> goes along and must come back to the browser that left;
/// <paramref name="Verifier"/> stays here and proves at the end that it is still us (PKCE, RFC 7636);
/// <paramref name="Callback"/> is the address to come back to, which is told twice.
/// </summary>
internal sealed record SignInAttempt(
    string State,
    string Verifier,
    string Callback,
    string ReturnTo,
    DateTimeOffset Begun
)
{
    /// <summary>Time enough to find a password and a second factor.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    // It travels in a cookie, which browsers cut off at 4 kB.
    private const int LongestReturn = 1500;

    /// <summary>A new one, by chance.</summary>
    internal static SignInAttempt New(string callback, string? returnTo, DateTimeOffset now) =>
        new(Chance(), Chance(), callback, Local(returnTo), now);

    /// <summary>What the wiki is told of the verifier (method S256).</summary>
    internal string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>Whether it may still be finished.</summary>
    internal bool IsOpen(DateTimeOffset now) => now >= Begun && now - Begun < Lifetime;

    /// <summary>Whether the wiki sent this attempt's state back.</summary>
    internal bool Fits(string state) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(State), Encoding.UTF8.GetBytes(state));

    /// <summary>The path to go on to: one of this site, and never back to signing in.</summary>
    internal static string Local(string? path) =>
        LocalPath.Of(path) is { Length: <= LongestReturn } local
        && Ascii.IsValid(local)
        && !local.StartsWith("/sign-in", StringComparison.OrdinalIgnoreCase)
            ? local
            : "/";

    /// <summary>The lines that are kept in the cookie; none of the parts can hold a line break.</summary>
    internal string Write() =>
        string.Join('\n', State, Verifier, Callback, ReturnTo, Begun.UtcTicks.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    internal static SignInAttempt? Read(string text) =>
        text.Split('\n') is [var state, var verifier, var callback, var returnTo, var ticks]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var begun)
            ? new(state, verifier, callback, returnTo, new(begun, TimeSpan.Zero))
            : null;

    private static string Chance() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
