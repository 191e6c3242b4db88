using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Identity;

/// <summary>
/// What the API answers to somebody is theirs: no cache that others share keeps it, and nothing at all keeps what is told
/// of themself (RFC 9111). Pages have forms, and so are kept by nobody already. An endpoint that says otherwise is right.
/// </summary>
internal static class PersonalAnswers
{
    private static readonly PathString Api = new("/api");
    private static readonly PathString[] Own = [new("/api/v1/me"), new("/api/v1/tokens")];

    internal static Task Mark(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated == true && Lies(context.Request.Path, Api))
        {
            var kept = Array.Exists(Own, own => Lies(context.Request.Path, own)) ? "no-store" : "private, no-cache";
            context.Response.OnStarting(() =>
            {
                if (context.Response.Headers.CacheControl.Count == 0)
                {
                    context.Response.Headers.CacheControl = kept;
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    private static bool Lies(PathString path, PathString under) =>
        path.StartsWithSegments(under, StringComparison.OrdinalIgnoreCase);
}
