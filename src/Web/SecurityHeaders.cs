using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Web;

/// <summary>
/// Headers that every answer carries: only our own files are loaded, no inline script or style runs, nobody frames us.
/// </summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var policy = Policy(app.Services.GetRequiredService<IOptions<WebOptions>>().Value);
        app.Use(
            (context, next) =>
            {
                // Set at the start of the answer, because error handling clears what was set before.
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    headers.ContentSecurityPolicy = policy;
                    headers.XContentTypeOptions = "nosniff";
                    // A page whose address holds a secret says more: "no-referrer".
                    headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
                    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                    headers["Cross-Origin-Opener-Policy"] = "same-origin";
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
    }

    // Images may be data: because Codex draws its icons as such from its style sheet.
    private static string Policy(WebOptions options) =>
        string.Join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            string.Join(' ', options.ImageSources.Prepend("img-src 'self' data:")),
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            string.Join(' ', options.FormTargets.Prepend("form-action 'self'")),
            "base-uri 'none'",
            "frame-ancestors 'none'"
        );
}
