using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>
/// How this dashboard is known to the wiki where people sign in, section <c>Identity:OAuth</c>. Without a client id
/// nobody can sign in that way.
/// </summary>
internal class OAuthSettings
{
    /// <summary>The path of this site that the wiki sends people back to; it is registered there.</summary>
    internal const string CallbackPath = "/sign-in/wikimedia/callback";

    /// <summary>Where in the settings these stand.</summary>
    protected virtual string Section => "Identity:OAuth";

    /// <summary>The path of this site that the wiki sends people back to, for these.</summary>
    internal virtual string ReturnPath => CallbackPath;

    /// <summary>What people are asked to allow.</summary>
    internal virtual string Scope => "mwoauth-authonly";

    /// <summary>The "client application key" that the wiki gave out.</summary>
    public string? ClientId { get; init; }

    /// <summary>The "client application secret" that the wiki gave out; never logged.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The authority: where <c>authorize</c>, <c>access_token</c> and <c>resource/profile</c> are.</summary>
    public string BaseAddress { get; init; } = "https://meta.wikimedia.org/w/rest.php/oauth2/";

    /// <summary>
    /// The whole address that people come back to, where the dashboard cannot see its own (behind a proxy that does not
    /// tell); null: as the browser asked for it.
    /// </summary>
    public string? CallbackAddress { get; init; }

    /// <summary>How long the authority may take for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether people can sign in this way.</summary>
    internal bool IsConfigured => !string.IsNullOrWhiteSpace(ClientId);

    /// <summary>The authority's host, as people know it.</summary>
    internal string Host => Base.Host;

    /// <summary>Where the wiki sends people back to, who asked like this.</summary>
    internal string CallbackFor(HttpRequest request) =>
        CallbackAddress ?? $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase}{ReturnPath}";

    /// <summary>An address of the authority.</summary>
    internal Uri Address(string path) => new(Base, path);

    /// <summary>What is wrong with these settings, one sentence each; empty when they can be used.</summary>
    internal virtual IEnumerable<string> Faults()
    {
        var hasSecret = !string.IsNullOrWhiteSpace(ClientSecret);
        (bool Wrong, string Sentence)[] rules =
        [
            (
                hasSecret && !IsConfigured,
                $"{Section}:ClientSecret is set, but {Section}:ClientId is not. Set both, as the wiki gave them out, or neither."
            ),
            (
                IsConfigured && !hasSecret,
                $"{Section}:ClientId is set, but {Section}:ClientSecret is not. Set both, as the wiki gave them out, or neither."
            ),
            (
                Safe(BaseAddress) is not { Query: "", Fragment: "" },
                $"{Section}:BaseAddress is '{BaseAddress}'. It must be an https address such as https://meta.wikimedia.org/w/rest.php/oauth2/ (http only on this machine), without a query."
            ),
            (
                CallbackAddress is not null
                    && (
                        Safe(CallbackAddress) is not { Query: "", Fragment: "", AbsolutePath: var path }
                        || path != ReturnPath
                    ),
                $"{Section}:CallbackAddress is '{CallbackAddress}'. It must be an https address (http only on this machine) that ends in {ReturnPath}, as it is registered at the wiki."
            ),
            (Timeout <= TimeSpan.Zero, $"{Section}:Timeout must be positive, such as 00:00:15."),
        ];
        return rules.Where(r => r.Wrong).Select(r => r.Sentence);
    }

    private Uri Base => new(BaseAddress.EndsWith('/') ? BaseAddress : BaseAddress + '/');

    private static Uri? Safe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : null;
}
