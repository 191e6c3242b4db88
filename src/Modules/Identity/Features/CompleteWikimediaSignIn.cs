using CampaignDashboard.Identity.Wikimedia;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Identity.Features;

/// <summary>The browser comes back from the wiki: signs the person in, or tells why not. Its page is the callback.</summary>
internal sealed class CompleteWikimediaSignIn(
    SignInAttempts attempts,
    Authority authority,
    AccountTable accounts,
    ILogger<CompleteWikimediaSignIn> log
)
{
    /// <summary>Where to go on to, and why the sign-in failed, if it did.</summary>
    internal sealed record Outcome(string ReturnTo, SignInFailure? Failure);

    internal async Task<Outcome> Run(HttpContext context)
    {
        var query = context.Request.Query;
        var attempt = attempts.Take(context, query["state"].ToString());
        var failure = await Finish(context, attempt, query["code"].ToString(), query["error"].ToString());
        if (failure is not null)
        {
            failure.Log(log, "A sign-in failed");
        }

        return new((attempt ?? attempts.Newest(context))?.ReturnTo ?? "/", failure);
    }

    private async Task<SignInFailure?> Finish(HttpContext context, SignInAttempt? attempt, string code, string error)
    {
        if (AuthorityAnswers.Homecoming(attempt, code, error) is { } failure)
        {
            return failure;
        }

        var step = await authority.Identify(code, attempt!, context.RequestAborted);
        if (step.Value is not { } profile)
        {
            return step.Failure;
        }

        var account = new Account(profile.UserName, profile.CentralId);
        var row = (await accounts.Learn([account], context.RequestAborted))[profile.UserName];
        await Session.Begin(context, row, profile.IsBlocked);
        return null;
    }
}
