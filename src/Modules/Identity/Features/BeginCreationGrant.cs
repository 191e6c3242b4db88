using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Identity.Wikimedia;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Identity.Features;

/// <summary>Sends a person who has signed in to the wiki, to let the dashboard create accounts in their name.</summary>
internal static class BeginCreationGrant
{
    internal const string Path = "/account-creation/connect";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle).ExcludeFromDescription();

    private static Results<RedirectHttpResult, NotFound> Handle(
        string? returnTo,
        HttpContext context,
        Acting acting,
        CreationAuthority wiki,
        IOptions<IdentitySettings> settings
    )
    {
        var creation = settings.Value.AccountCreation;
        if (!creation.IsConfigured)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        if (!acting.By.SignedIn)
        {
            var here = CreationGrants.ConnectPath(SignInAttempt.Local(returnTo));
            return TypedResults.LocalRedirect($"/sign-in?returnTo={Uri.EscapeDataString(here)}");
        }

        var attempt = SignInAttempt.New(creation.CallbackFor(context.Request), returnTo, acting.Now);
        wiki.Attempts.Keep(context, attempt);
        return TypedResults.Redirect(wiki.Authority.AuthorizeAddress(attempt).AbsoluteUri);
    }
}
