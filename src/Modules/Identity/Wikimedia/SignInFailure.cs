using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>Why a sign-in ended without one; each has a page that says what to do.</summary>
internal enum SignInProblem
{
    /// <summary>The person said no at the wiki.</summary>
    Cancelled,

    /// <summary>This browser began no such sign-in, or too long ago.</summary>
    Lost,

    /// <summary>The wiki no longer takes the code or the token: used twice, too late, or revoked.</summary>
    Rejected,

    /// <summary>The wiki does not take this dashboard for what it says to be: wrong secret, or registered otherwise.</summary>
    Misconfigured,

    /// <summary>The wiki hides the account's name.</summary>
    Hidden,

    /// <summary>The wiki is down or has trouble.</summary>
    Unavailable,

    /// <summary>The wiki let us wait for too long.</summary>
    TimedOut,

    /// <summary>The wiki answered something that is no answer to the question.</summary>
    Odd,

    /// <summary>The wiki gives the right in the name of another account than the one that is signed in here.</summary>
    OtherAccount,

    /// <summary>The wiki let somebody come back without the right that was asked for.</summary>
    LacksRight,
}

/// <summary>A sign-in that ended without one. <paramref name="Detail"/> is for the log, in English and without secrets.</summary>
internal sealed record SignInFailure(SignInProblem Problem, string Detail)
{
    /// <summary>The HTTP status of its page. Changing one's mind is no error.</summary>
    internal int Status =>
        Problem switch
        {
            SignInProblem.Cancelled => StatusCodes.Status200OK,
            SignInProblem.Lost or SignInProblem.Rejected => StatusCodes.Status400BadRequest,
            SignInProblem.Hidden or SignInProblem.OtherAccount or SignInProblem.LacksRight =>
                StatusCodes.Status403Forbidden,
            SignInProblem.Odd => StatusCodes.Status502BadGateway,
            SignInProblem.TimedOut => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status503ServiceUnavailable,
        };

    /// <summary>Tells whoever runs the dashboard, as loudly as it concerns them.</summary>
    internal void Log(ILogger log, string what)
    {
        var level = Problem switch
        {
            SignInProblem.Cancelled or SignInProblem.Lost or SignInProblem.Hidden or SignInProblem.OtherAccount =>
                LogLevel.Information,
            SignInProblem.Misconfigured or SignInProblem.LacksRight => LogLevel.Error,
            _ => LogLevel.Warning,
        };
        log.Log(level, "{What:l}, {Problem}: {Detail:l}", what, Problem, Detail);
    }
}

/// <summary>What came of a step: a value, or why there is none.</summary>
internal readonly record struct Step<T>(T? Value, SignInFailure? Failure)
    where T : class
{
    public static implicit operator Step<T>(T value) => new(value, null);

    public static implicit operator Step<T>(SignInFailure failure) => new(null, failure);
}
