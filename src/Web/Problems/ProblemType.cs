using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Problems;

/// <summary>
/// A problem that no slice refuses but the surface itself meets. Documented like the refusals: <c>/problems/{code}</c>.
/// </summary>
internal sealed record ProblemType(int Status, string Code, string Description)
{
    public static readonly ProblemType Malformed = new(
        StatusCodes.Status400BadRequest,
        "malformed-request",
        "The request could not be read: `errors` names the field, the parameter or the header, and says what was expected."
    );

    public static readonly ProblemType InvalidInput = new(
        StatusCodes.Status400BadRequest,
        "invalid-input",
        "The request was read, but fields of it are missing or not allowed: `errors` lists them by name."
    );

    public static readonly ProblemType NotSignedIn = new(
        StatusCodes.Status401Unauthorized,
        "not-signed-in",
        "Sign in, or send a valid access token, and ask again."
    );

    public static readonly ProblemType Forbidden = new(
        StatusCodes.Status403Forbidden,
        "forbidden",
        "The caller has not the right to do this."
    );

    public static readonly ProblemType NotFound = new(
        StatusCodes.Status404NotFound,
        "not-found",
        "There is nothing at this address."
    );

    public static readonly ProblemType MethodNotAllowed = new(
        StatusCodes.Status405MethodNotAllowed,
        "method-not-allowed",
        "The address exists, but not for this method: the `Allow` header lists those it has."
    );

    public static readonly ProblemType TooLarge = new(
        StatusCodes.Status413PayloadTooLarge,
        "request-too-large",
        "The request's body is larger than this server accepts."
    );

    public static readonly ProblemType UnsupportedMediaType = new(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported-media-type",
        "Send the body as `application/json`."
    );

    public static readonly ProblemType TooManyRequests = new(
        StatusCodes.Status429TooManyRequests,
        "too-many-requests",
        "Too many requests in a short time: wait as long as the `Retry-After` header says."
    );

    public static readonly ProblemType Internal = new(
        StatusCodes.Status500InternalServerError,
        "internal-error",
        "Something went wrong on our side. Tell the operator the `traceId`; nothing was half done."
    );

    public static readonly ProblemType Unavailable = new(
        StatusCodes.Status503ServiceUnavailable,
        "unavailable",
        "The database cannot be reached at the moment. Try again in a minute."
    );

    public static readonly ImmutableArray<ProblemType> All =
    [
        Malformed,
        InvalidInput,
        NotSignedIn,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        TooLarge,
        UnsupportedMediaType,
        TooManyRequests,
        Internal,
        Unavailable,
    ];

    /// <summary>The problem that a bare status code stands for.</summary>
    public static ProblemType Of(int status) =>
        All.FirstOrDefault(type => type.Status == status)
        ?? (status >= StatusCodes.Status500InternalServerError ? Internal : Malformed);
}
