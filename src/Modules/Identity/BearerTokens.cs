using System.Security.Claims;
using System.Text.Encodings.Web;
using CampaignDashboard.Identity.Features;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Identity;

/// <summary>
/// Personal access tokens in place of the cookie, for the API alone (RFC 6750). A request with a token is the token's:
/// a cookie beside it counts for nothing, and a token that is none is refused and not taken for nobody.
/// </summary>
internal sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    AccessTokens tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string Word = "Bearer";

    private const string Start = Word + " ";
    private const string ScopeClaim = "scope";

    private static readonly Refusal LacksScope = Refusal.Forbidden(
        "token-lacks-scope",
        "This access token has not the scope for that. Make one that has: read to read, coordinate to change things, feeds to follow events; tokens are made and revoked, one's data downloaded, and people forgotten, signed in without a token."
    );

    /// <summary>The scheme that a request speaks.</summary>
    internal static string SchemeOf(HttpContext context) =>
        IsUsed(context.Request) ? Word : CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Lets a request with a token through if the token is one and has the scope.</summary>
    internal static Task Check(HttpContext context, RequestDelegate next)
    {
        if (!IsUsed(context.Request))
        {
            return next(context);
        }

        if (context.User.Identity?.IsAuthenticated != true)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = """Bearer error="invalid_token" """.TrimEnd();
            return Task.CompletedTask;
        }

        var has = context.User.FindAll(ScopeClaim).Select(c => c.Value);
        var allowing = Allowing(context.Request.Method, context.Request.Path);
        return allowing.Select(s => s.ToString()).Intersect(has, StringComparer.Ordinal).Any()
            ? next(context)
            : LacksScope.ToProblem().ExecuteAsync(context);
    }

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = Request.Headers.Authorization.ToString()[Start.Length..].Trim();
        if (await tokens.Find(text, TimeProvider.GetUtcNow(), Context.RequestAborted) is not { } found)
        {
            return AuthenticateResult.Fail("No valid token.");
        }

        var principal = Session.Of(found.Owner);
        principal.AddIdentity(new ClaimsIdentity(found.Scopes.Select(s => new Claim(ScopeClaim, s.ToString()))));
        return AuthenticateResult.Success(new(principal, Word));
    }

    /// <summary>The scopes of which one is enough to ask so; none: not with a token.</summary>
    internal static TokenScope[] Allowing(string method, PathString path) =>
        path switch
        {
            // Whoever finds a token must not get another one with it, nor all that is held of its owner, nor forget anybody.
            _ when path.StartsWithSegments("/api/v1/tokens", StringComparison.OrdinalIgnoreCase) => [],
            _ when path.StartsWithSegments(DownloadMyData.Path, StringComparison.OrdinalIgnoreCase) => [],
            _ when HttpMethods.IsDelete(method) && IsPerson(path) => [],
            _ when !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) => [TokenScope.Coordinate],
            _ when path.StartsWithSegments("/api/v1/events", StringComparison.OrdinalIgnoreCase) =>
            [
                TokenScope.Feeds,
                TokenScope.Read,
                TokenScope.Coordinate,
            ],
            _ => [TokenScope.Read, TokenScope.Coordinate],
        };

    private static bool IsPerson(PathString path) =>
        path.StartsWithSegments(ForgetPerson.MyPath, StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments(ForgetPerson.PeoplePath, StringComparison.OrdinalIgnoreCase);

    private static bool IsUsed(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Authorization.ToString().StartsWith(Start, StringComparison.OrdinalIgnoreCase);
}
