using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.Identity;

/// <summary>What the authority answers in place of the usual; <see cref="Never"/> lets the caller wait.</summary>
internal sealed record Told(int Status, string Body, string ContentType = "application/json")
{
    internal bool Never { get; init; }
}

/// <summary>
/// An OAuth 2.0 authority on loopback that answers as MediaWiki's extension OAuth does: who comes to it is signed in there
/// and agrees at once, unless the test says otherwise.
/// </summary>
internal sealed class WikimediaAuthority : IAsyncDisposable
{
    internal const string ClientId = "0123456789abcdef0123456789abcdef";
    internal const string ClientSecret = "fedcba9876543210fedcba9876543210fedcba98";

    /// <summary>The registration that may create accounts.</summary>
    internal const string CreationClientId = "00112233445566778899aabbccddeeff";
    internal const string CreationClientSecret = "ffeeddccbbaa99887766554433221100ffeeddcc";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Grant> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> tokens = new(StringComparer.Ordinal);

    private WikimediaAuthority(WebApplication app) => this.app = app;

    /// <summary>The profile of whoever comes next.</summary>
    internal string Profile { get; set; } = ProfileOf(3, "Alice");

    /// <summary>Whether whoever comes next says no.</summary>
    internal bool Cancels { get; set; }

    /// <summary>An error that the wiki sends back with the state, in place of a code.</summary>
    internal string? Refuses { get; set; }

    /// <summary>What the tokens of the registration for creating accounts are good for, as the profile tells.</summary>
    internal string CreationGrants { get; set; } = """["basic","createaccount"]""";

    /// <summary>The token that the wiki gives whoever lets accounts be created next; null: one by chance.</summary>
    internal string? NextCreationToken { get; set; }

    /// <summary>The answers of the two endpoints that the dashboard asks itself, in place of the usual.</summary>
    internal Told? InsteadOfToken { get; set; }

    internal Told? InsteadOfProfile { get; set; }

    /// <summary>The secret that the wiki knows the dashboard by.</summary>
    internal string Secret { get; set; } = ClientSecret;

    /// <summary>Everything secret that was given out or sent here; none of it may get into a log.</summary>
    internal ConcurrentQueue<string> Secrets { get; } = new([ClientSecret, CreationClientSecret]);

    /// <summary>The User-Agents of the dashboard.</summary>
    internal ConcurrentQueue<string> UserAgents { get; } = [];

    internal string BaseAddress => app.Urls.Single() + "/w/rest.php/oauth2/";

    internal static string ProfileOf(long sub, string name, bool blocked = false) =>
        $$"""
            {"sub":"{{sub}}","username":"{{name}}","editcount":0,"confirmed_email":true,"blocked":{{(
                blocked ? "true" : "false"
            )}},"registered":"20200115103000","groups":["*","user"],"rights":[],"grants":["mwoauth-authonly"]}
            """;

    internal static async Task<WikimediaAuthority> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var authority = new WikimediaAuthority(builder.Build());
        authority.app.MapGet("/w/rest.php/oauth2/authorize", authority.Authorize);
        authority.app.MapPost("/w/rest.php/oauth2/access_token", authority.Token);
        authority.app.MapGet("/w/rest.php/oauth2/resource/profile", authority.ShowProfile);
        await authority.app.StartAsync();
        return authority;
    }

    /// <summary>What the wiki says to a code that nobody asked for any more: used, or too old.</summary>
    internal void ForgetCodes() => codes.Clear();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Authorize(HttpRequest request)
    {
        string Asked(string name) => request.Query[name].ToString();
        var callback = Asked("redirect_uri");
        var creates = Asked("client_id") == CreationClientId;
        var (path, scope) = creates
            ? ("/account-creation/callback", "createaccount")
            : ("/sign-in/wikimedia/callback", "mwoauth-authonly");
        // Whatever else is wrong ends at the wiki, with a page and without a way back.
        if (
            (Asked("client_id") != ClientId && !creates)
            || !callback.EndsWith(path, StringComparison.Ordinal)
            || Asked("response_type") != "code"
            || (Asked("code_challenge_method"), Asked("code_challenge").Length) != ("S256", 43)
        )
        {
            return Results.Content("<h1>Application Connection Error</h1>", "text/html", Encoding.UTF8, 401);
        }

        if (Cancels)
        {
            return Back(callback, ("error", "unauthorized_client"), ("error_description", "The user said no."));
        }

        if ((Refuses ?? (Asked("scope") == scope ? null : "invalid_scope")) is { } error)
        {
            return Back(callback, ("error", error), ("state", Asked("state")));
        }

        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(40));
        codes[code] = new(
            callback,
            Asked("code_challenge"),
            creates ? Profile.Replace("""["mwoauth-authonly"]""", CreationGrants, StringComparison.Ordinal) : Profile,
            creates
        );
        Secrets.Enqueue(code);
        Secrets.Enqueue(Asked("state"));
        return Back(callback, ("code", code), ("state", Asked("state")));
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        UserAgents.Enqueue(request.Headers.UserAgent.ToString());
        if (InsteadOfToken is { } told)
        {
            return await Answer(told, request);
        }

        if (!request.HasFormContentType)
        {
            return Error(415, "unsupported_media_type");
        }

        var form = await request.ReadFormAsync();
        var verifier = form["code_verifier"].ToString();
        Secrets.Enqueue(verifier);
        var known = (form["client_id"].ToString(), form["client_secret"].ToString());
        if (known != (ClientId, Secret) && known != (CreationClientId, CreationClientSecret))
        {
            return Error(401, "invalid_client");
        }

        if (form["grant_type"] != "authorization_code" || !codes.TryRemove(form["code"].ToString(), out var grant))
        {
            return Error(400, "invalid_request");
        }

        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (
            challenge != grant.Challenge
            || form["redirect_uri"] != grant.Callback
            || form["client_id"] != (grant.Creates ? CreationClientId : ClientId)
        )
        {
            return Error(400, "invalid_grant");
        }

        var given = grant.Creates ? NextCreationToken : null;
        var token = given ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(60));
        tokens[token] = grant.Profile;
        Secrets.Enqueue(token);
        return Results.Json(
            new
            {
                token_type = "Bearer",
                expires_in = 14400,
                access_token = token,
                refresh_token = "unused",
            }
        );
    }

    private async Task<IResult> ShowProfile(HttpRequest request)
    {
        UserAgents.Enqueue(request.Headers.UserAgent.ToString());
        if (InsteadOfProfile is { } told)
        {
            return await Answer(told, request);
        }

        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return Error(500, "internal_error");
        }

        return tokens.TryGetValue(header["Bearer ".Length..], out var profile)
            ? Results.Content(profile, "text/html", Encoding.UTF8)
            : Error(401, "access_denied");
    }

    private static async Task<IResult> Answer(Told told, HttpRequest request)
    {
        if (told.Never)
        {
            var gone = new TaskCompletionSource();
            await using var cut = request.HttpContext.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        }

        return Results.Content(told.Body, told.ContentType, Encoding.UTF8, told.Status);
    }

    private static IResult Back(string callback, params (string Name, string Value)[] answers) =>
        Results.Redirect(
            QueryHelpers.AddQueryString(callback, answers.ToDictionary(a => a.Name, a => (string?)a.Value))
        );

    private static IResult Error(int status, string error) =>
        Results.Content($$"""{"error":"{{error}}","message":"…"}""", "application/json", Encoding.UTF8, status);

    private sealed record Grant(string Callback, string Challenge, string Profile, bool Creates);
}
