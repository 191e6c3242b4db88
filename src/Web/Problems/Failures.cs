using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Web.Problems;

/// <summary>
/// The one place where exceptions end. What the caller sent wrongly is a 400 and no news; a bug or an outage is logged
/// once, with the trace id that the caller is told, and nothing else leaks. Pages get the error page, all others a
/// problem document.
/// </summary>
internal sealed class Failures(ILogger<Failures> log) : IExceptionHandler
{
    public static ExceptionHandlerOptions Options { get; } =
        new()
        {
            ExceptionHandlingPath = Pages.Paths.Error,
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
            // Logged here, so that it is logged once.
            SuppressDiagnosticsCallback = _ => true,
        };

    public async ValueTask<bool> TryHandleAsync(
        HttpContext context,
        Exception exception,
        CancellationToken cancellation
    )
    {
        var status = StatusOf(exception);
        if (status >= StatusCodes.Status500InternalServerError)
            Log(context, exception);
        if (context.WantsPage())
            return false;
        await Problem(exception, status).ExecuteAsync(context);
        return true;
    }

    private static ProblemHttpResult Problem(Exception exception, int status)
    {
        if (exception is not BadHttpRequestException failure || status != StatusCodes.Status400BadRequest)
            return ProblemType.Of(status).ToProblem();
        var (field, reason) = MalformedRequestException.Explain(failure);
        return ProblemType.Malformed.ToProblem(
            new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [reason] }
        );
    }

    private static int StatusOf(Exception exception) =>
        exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            // Connection failures of any ADO.NET driver; this assembly knows no database.
            DbException { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
            { InnerException: DbException { IsTransient: true } } => StatusCodes.Status503ServiceUnavailable,
            TimeoutException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    private void Log(HttpContext context, Exception exception) =>
        log.LogError(
            exception,
            "{Method} {Path} failed, trace {TraceId}",
            context.Request.Method,
            context.AskedPath().Value,
            Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier
        );
}

/// <summary>Tells pages from the rest.</summary>
internal static class Audience
{
    /// <summary>Whether a person with a browser asks, who is shown a page; programs get a problem document.</summary>
    public static bool WantsPage(this HttpContext context) =>
        !context.AskedPath().StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path that was asked for, also while an error page is being made at another one.</summary>
    public static PathString AskedPath(this HttpContext context) =>
        context.Features.Get<IExceptionHandlerPathFeature>() is { Path: var asked } ? asked : context.Request.Path;
}
