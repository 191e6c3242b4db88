namespace CampaignDashboard.MediaWiki;

/// <summary>Every way in which asking a wiki can fail, in words that a coordinator understands.</summary>
internal static class WikiFailures
{
    private const int LongestQuote = 200;

    internal static WikiException Unreachable(Wiki wiki, Exception cause) =>
        Passing(wiki, "unreachable", $"{wiki.DisplayName} cannot be reached at the moment.", cause);

    internal static WikiException Timeout(Wiki wiki, Exception cause) =>
        Passing(wiki, "timeout", $"{wiki.DisplayName} took too long to answer.", cause);

    internal static WikiException TooLarge(Wiki wiki, Exception cause) =>
        Lasting(wiki, "too-large", $"{wiki.DisplayName} sent a larger answer than this dashboard accepts.", cause);

    internal static WikiException Redirected(Wiki wiki) =>
        Lasting(
            wiki,
            "redirected",
            $"{wiki.DisplayName} has moved to another address; the administrator should correct it in the settings."
        );

    internal static WikiException NotJson(Wiki wiki, Exception cause) =>
        Lasting(
            wiki,
            "not-json",
            $"{wiki.DisplayName} answered with something that is not data, probably an error page.",
            cause
        );

    internal static WikiException Unexpected(Wiki wiki, Exception? cause = null) =>
        Lasting(wiki, "unexpected-answer", $"{wiki.DisplayName} answered in a way this dashboard cannot read.", cause);

    internal static WikiException Unknown(WikiId id) =>
        new(id, "unknown-wiki", $"This dashboard does not know the wiki {id.Value}.");

    internal static WikiException Http(Wiki wiki, int status, TimeSpan? retryAfter) =>
        status switch
        {
            429 => Refused(wiki, "ratelimited", "", retryAfter),
            >= 500 => new(
                wiki.Id,
                $"http-{status}",
                $"{wiki.DisplayName} is overloaded or under maintenance (HTTP {status})."
            )
            {
                IsTransient = true,
                RetryAfter = retryAfter,
            },
            _ => Lasting(wiki, $"http-{status}", $"{wiki.DisplayName} refused to answer (HTTP {status})."),
        };

    /// <summary>An error that the wiki itself reported, by its code and its own English text.</summary>
    internal static WikiException Refused(Wiki wiki, string code, string text, TimeSpan? retryAfter)
    {
        string sentence = code switch
        {
            "maxlag" => $"{wiki.DisplayName} is too busy at the moment: its database servers lag behind.",
            "ratelimited" => $"{wiki.DisplayName} asks this dashboard to send fewer requests.",
            "readonly" => $"{wiki.DisplayName} is read-only at the moment.",
            "toomanyvalues" => $"{wiki.DisplayName} was asked for too much at once.",
            _ when IsInternal(code) => $"{wiki.DisplayName} has an internal problem ({code}).",
            _ => $"{wiki.DisplayName} refused the request: {Quote(text, code)}",
        };
        return new(wiki.Id, code, sentence)
        {
            IsTransient = code is "maxlag" or "ratelimited" || IsInternal(code),
            IsRefusal = !IsInternal(code),
            RetryAfter = retryAfter,
        };
    }

    // A database that times out or fails over shows as internal_api_error_DBQueryTimeoutError and the like.
    private static bool IsInternal(string code) => code.StartsWith("internal_api_error", StringComparison.Ordinal);

    private static string Quote(string text, string code) =>
        text.Length == 0 ? $"error {code}."
        : text.Length <= LongestQuote ? text
        : $"{text[..LongestQuote]}…";

    private static WikiException Passing(Wiki wiki, string code, string message, Exception cause) =>
        new(wiki.Id, code, message, cause) { IsTransient = true };

    private static WikiException Lasting(Wiki wiki, string code, string message, Exception? cause = null) =>
        new(wiki.Id, code, message, cause);
}
