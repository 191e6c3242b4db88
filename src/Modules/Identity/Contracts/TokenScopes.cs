namespace CampaignDashboard.Identity.Contracts;

/// <summary>What access tokens are good for, by the names of their scopes: <c>read</c>, <c>coordinate</c>, <c>feeds</c>.</summary>
public static class TokenScopes
{
    /// <summary>The scopes of which one is enough to ask so; none: not with a token.</summary>
    public static IReadOnlyList<string> Allowing(string method, string path) =>
        [.. BearerTokens.Allowing(method, path).Select(scope => scope.ToString().ToLowerInvariant())];
}
