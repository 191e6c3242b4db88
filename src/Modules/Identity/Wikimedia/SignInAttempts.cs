using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>
/// The attempts under way of one browser, each in a protected cookie of its own, so that two windows do not disturb each
/// other and any node can finish what another began.
/// </summary>
internal sealed class SignInAttempts(IDataProtectionProvider protection, TimeProvider time, AttemptKind kind)
{
    private const int Most = 4;

    private readonly IDataProtector protector = protection.CreateProtector(kind.Purpose);

    /// <summary>Gives the browser an attempt to keep, and lets it forget the oldest if it has many.</summary>
    internal void Keep(HttpContext context, SignInAttempt attempt)
    {
        foreach (var (name, _) in Open(context).OrderByDescending(open => open.Attempt.Begun).Skip(Most - 1))
        {
            context.Response.Cookies.Delete(name, Options(context));
        }

        var options = Options(context);
        options.MaxAge = SignInAttempt.Lifetime;
        context.Response.Cookies.Append(NameFor(attempt.State), protector.Protect(attempt.Write()), options);
    }

    /// <summary>The browser's attempt with this state, which is forgotten; null: none, or it is over.</summary>
    internal SignInAttempt? Take(HttpContext context, string state)
    {
        var taken = Open(context).FirstOrDefault(open => open.Attempt.Fits(state));
        if (taken.Name is not null)
        {
            context.Response.Cookies.Delete(taken.Name, Options(context));
        }

        return taken.Attempt;
    }

    /// <summary>The attempt that the browser began last, where the wiki does not say which; it stays.</summary>
    internal SignInAttempt? Newest(HttpContext context) =>
        Open(context).OrderByDescending(open => open.Attempt.Begun).FirstOrDefault().Attempt;

    private (string Name, SignInAttempt Attempt)[] Open(HttpContext context) =>
        [
            .. context
                .Request.Cookies.Where(c => c.Key.StartsWith(kind.CookiePrefix, StringComparison.Ordinal))
                .Select(c => (Name: c.Key, Attempt: Unprotect(c.Value)))
                .Where(c => c.Attempt?.IsOpen(time.GetUtcNow()) == true)
                .Select(c => (c.Name, c.Attempt!)),
        ];

    private SignInAttempt? Unprotect(string cookie)
    {
        try
        {
            return SignInAttempt.Read(protector.Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            // Forged, cut off, or of a key that is gone.
            return null;
        }
    }

    private string NameFor(string state) => kind.CookiePrefix + state[..8];

    private CookieOptions Options(HttpContext context) =>
        new()
        {
            Path = kind.CookiePath,
            HttpOnly = true,
            IsEssential = true,
            Secure = context.Request.IsHttps,
            // Coming back from the wiki is a link from elsewhere.
            SameSite = SameSiteMode.Lax,
        };
}

/// <summary>
/// What the browser is sent away for: each has cookies of its own, which are sent below <paramref name="CookiePath"/>, and
/// none of which can be taken for another's.
/// </summary>
internal sealed record AttemptKind(string Purpose, string CookiePrefix, string CookiePath)
{
    internal static readonly AttemptKind SignIn = new(
        "CampaignDashboard.Identity.SignInAttempt.v1",
        "campaign-dashboard-sign-in-",
        "/sign-in/wikimedia"
    );

    internal static readonly AttemptKind CreationGrant = new(
        "CampaignDashboard.Identity.CreationGrantAttempt.v1",
        "campaign-dashboard-grant-",
        "/account-creation"
    );
}
