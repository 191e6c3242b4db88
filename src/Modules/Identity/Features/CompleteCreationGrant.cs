using System.Globalization;
using System.Security.Claims;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Identity.Wikimedia;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Identity.Features;

/// <summary>
/// The browser comes back from the wiki: keeps the right to create accounts, or tells why not. Only in the name of the
/// account that is signed in here, so that nobody creates accounts in a name that is not shown to them.
/// </summary>
internal sealed class CompleteCreationGrant(
    CreationAuthority wiki,
    CreationGrants grants,
    ILogger<CompleteCreationGrant> log
)
{
    internal async Task<CompleteWikimediaSignIn.Outcome> Run(HttpContext context)
    {
        var query = context.Request.Query;
        var attempt = wiki.Attempts.Take(context, query["state"].ToString());
        var code = query["code"].ToString();
        var failure =
            AuthorityAnswers.Homecoming(attempt, code, query["error"].ToString())
            ?? await Finish(context, attempt!, code);
        failure?.Log(log, "The right to create accounts was not given");
        return new((attempt ?? wiki.Attempts.Newest(context))?.ReturnTo ?? "/", failure);
    }

    private async Task<SignInFailure?> Finish(HttpContext context, SignInAttempt attempt, string code)
    {
        var redeemed = await wiki.Authority.Redeem(code, attempt, context.RequestAborted);
        if (redeemed.Value is not { } access)
        {
            return redeemed.Failure;
        }

        var known = await wiki.Authority.ProfileOf(access, context.RequestAborted);
        if (known.Value is not { } profile)
        {
            return known.Failure;
        }

        var acting = Acting.Of(context);
        if (acting.By.Person is not { } person || !IsOf(profile, context.User))
        {
            return new(SignInProblem.OtherAccount, "the wiki told of another account than the one signed in");
        }

        if (profile.Grants?.Contains(AccountCreationSettings.Right, StringComparer.Ordinal) == false)
        {
            return new(SignInProblem.LacksRight, "the wiki gave a token without the grant createaccount");
        }

        await grants.Keep(person, new(access.Token, acting.Now, acting.Now + access.Lifetime), context.RequestAborted);
        return null;
    }

    /// <summary>By the number that stays; by name for who signed in by name alone, while developing.</summary>
    private static bool IsOf(Profile profile, ClaimsPrincipal user) =>
        user.FindFirstValue(Session.CentralId) is { } central
            ? central == profile.CentralId.ToString(CultureInfo.InvariantCulture)
            : user.Identity?.Name == profile.UserName;
}
