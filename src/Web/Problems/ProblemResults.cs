using System.Diagnostics;
using CampaignDashboard.EventStore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CampaignDashboard.Web.Problems;

/// <summary>
/// Problems as RFC 9457 has them: <c>type</c> is <c>/problems/{code}</c> (a page that exists), <c>title</c> is the same
/// for every problem of the type, <c>detail</c> is about this one, <c>traceId</c> finds it in the log.
/// </summary>
public static class ProblemResults
{
    /// <summary>The refusal as 422, 403, 404, 409, 410, 412 or 429.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal) =>
        TypedResults.Problem(Details(refusal.Kind.Status(), refusal.Code, refusal.Reason));

    /// <summary>The HTTP status that tells a refusal of this kind.</summary>
    public static int Status(this RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Gone => StatusCodes.Status410Gone,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
        };

    internal static ProblemHttpResult ToProblem(this ProblemType type, string? detail = null) =>
        TypedResults.Problem(Details(type.Status, type.Code, detail ?? type.Description));

    internal static ProblemHttpResult ToProblem(this ProblemType type, IDictionary<string, string[]> errors)
    {
        var all = string.Join(" ", errors.Values.SelectMany(messages => messages));
        var details = Details(type.Status, type.Code, all);
        details.Extensions["errors"] = errors;
        return TypedResults.Problem(details);
    }

    /// <summary>The code as a sentence: <c>registration-closed</c> is "Registration closed".</summary>
    internal static string Title(string code)
    {
        var words = code.Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static ProblemDetails Details(int status, string code, string detail)
    {
        var details = new ProblemDetails
        {
            Type = $"/problems/{code}",
            Title = Title(code),
            Status = status,
            Detail = detail,
        };
        Trace(details);
        return details;
    }

    /// <summary>
    /// Writes the trace id as the log has it. Also called by the framework's writer, which would put a W3C
    /// <c>traceparent</c> in its place.
    /// </summary>
    internal static void Trace(ProblemDetails details)
    {
        if (Activity.Current is { } activity)
            details.Extensions["traceId"] = activity.TraceId.ToHexString();
    }
}
