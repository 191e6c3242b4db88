namespace CampaignDashboard.EventStore;

/// <summary>How a refusal is told over HTTP: 422, 403, 404, 409, 412, 410 and 429, in the order of the members.</summary>
public enum RefusalKind
{
    /// <summary>The request can be read, but what it asks for makes no sense (422).</summary>
    Invalid,

    /// <summary>The caller has not the right (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or the caller may not know of it (404).</summary>
    NotFound,

    /// <summary>The state of things does not allow it now (409).</summary>
    Conflict,

    /// <summary>The caller decided on an older version than the stream has (412).</summary>
    Stale,

    /// <summary>There was such a thing, and it was deleted (410).</summary>
    Gone,

    /// <summary>The caller asked too often (429).</summary>
    TooMany,
}

/// <summary>
/// A "no" that the product foresees: a value, never an exception. <paramref name="Code"/> is kebab-case and stable, for
/// it is the last part of the problem's type (<c>/problems/registration-closed</c>); <paramref name="Reason"/> is one
/// English sentence that says what to do.
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Code, string Reason)
{
    /// <summary>The request makes no sense (422).</summary>
    public static Refusal Invalid(string code, string reason) => new(RefusalKind.Invalid, code, reason);

    /// <summary>The caller has not the right (403).</summary>
    public static Refusal Forbidden(string code, string reason) => new(RefusalKind.Forbidden, code, reason);

    /// <summary>There is no such thing (404).</summary>
    public static Refusal NotFound(string code, string reason) => new(RefusalKind.NotFound, code, reason);

    /// <summary>There was such a thing (410).</summary>
    public static Refusal Gone(string code, string reason) => new(RefusalKind.Gone, code, reason);

    /// <summary>Not now, not in this state (409).</summary>
    public static Refusal Conflict(string code, string reason) => new(RefusalKind.Conflict, code, reason);

    /// <summary>Decided on an older version (412).</summary>
    public static Refusal Stale(string code, string reason) => new(RefusalKind.Stale, code, reason);

    /// <summary>Asked too often (429).</summary>
    public static Refusal TooMany(string code, string reason) => new(RefusalKind.TooMany, code, reason);
}
