using CampaignDashboard.Identity.Wikimedia;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Identity.Features;

/// <summary>Sends the browser to the wiki, with what it needs to come back.</summary>
internal static class BeginWikimediaSignIn
{
    internal const string Path = "/sign-in/wikimedia";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle).ExcludeFromDescription();

    private static Results<RedirectHttpResult, NotFound> Handle(
        string? returnTo,
        HttpContext context,
        SignInAttempts attempts,
        Authority authority,
        TimeProvider time,
        IOptions<IdentitySettings> settings
    )
    {
        var oauth = settings.Value.OAuth;
        if (!oauth.IsConfigured)
        {
            return TypedResults.NotFound();
        }

        var attempt = SignInAttempt.New(oauth.CallbackFor(context.Request), returnTo, time.GetUtcNow());
        attempts.Keep(context, attempt);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(authority.AuthorizeAddress(attempt).AbsoluteUri);
    }
}
