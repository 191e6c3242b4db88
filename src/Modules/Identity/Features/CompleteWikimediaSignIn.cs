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
            Log(failure);
        }

        return new((attempt ?? attempts.Newest(context))?.ReturnTo ?? "/", failure);
    }

    private async Task<SignInFailure?> Finish(HttpContext context, SignInAttempt? attempt, string code, string error)
    {
        // Who cancels comes back without the state; nobody else does, and anybody can make up an address.
        if (
            error.Length > 0
            && AuthorityAnswers.Callback(error) is var told
            && (attempt is not null || told.Problem == SignInProblem.Cancelled)
        )
        {
            return told;
        }

        if (attempt is null || code.Length == 0)
        {
            return new(SignInProblem.Lost, "no sign-in of this browser fits the callback");
        }

        var step = await authority.Identify(code, attempt, context.RequestAborted);
        if (step.Value is not { } profile)
        {
            return step.Failure;
        }

        var account = new Account(profile.UserName, profile.CentralId);
        var row = (await accounts.Learn([account], context.RequestAborted))[profile.UserName];
        await Session.Begin(context, row, profile.IsBlocked);
        return null;
    }

    private void Log(SignInFailure failure)
    {
        var level = failure.Problem switch
        {
            SignInProblem.Cancelled or SignInProblem.Lost or SignInProblem.Hidden => LogLevel.Information,
            SignInProblem.Misconfigured => LogLevel.Error,
            _ => LogLevel.Warning,
        };
        log.Log(level, "A sign-in failed, {Problem}: {Detail:l}", failure.Problem, failure.Detail);
    }
}
