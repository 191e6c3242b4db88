namespace CampaignDashboard.MediaWiki;

/// <summary>
/// A wiki did not answer, or not with what was asked. <see cref="Exception.Message"/> is a plain English sentence for a
/// coordinator; <see cref="Code"/> is one of <c>unreachable</c>, <c>timeout</c>, <c>redirected</c>, <c>too-large</c>,
/// <c>not-json</c>, <c>unexpected-answer</c>, <c>http-NNN</c>, <c>ratelimited</c>, <c>unknown-wiki</c>, or the wiki's own
/// error code (<c>maxlag</c>, <c>readonly</c>, <c>baduser</c> …).
/// </summary>
public sealed class WikiException : Exception
{
    internal WikiException(WikiId wiki, string code, string message, Exception? cause = null)
        : base(message, cause)
    {
        Wiki = wiki;
        Code = code;
    }

    /// <summary>The wiki that was asked.</summary>
    public WikiId Wiki { get; }

    /// <summary>What went wrong, for programs.</summary>
    public string Code { get; }

    /// <summary>How long the wiki wants to be left alone, if it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Whether the wiki itself said no, and so did nothing; otherwise nobody knows whether it did what it was asked to.
    /// </summary>
    public bool IsRefusal { get; init; }

    /// <summary>Whether the same question may well succeed later.</summary>
    public bool IsTransient { get; init; }
}
