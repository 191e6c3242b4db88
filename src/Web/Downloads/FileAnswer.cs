using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CampaignDashboard.Web.Downloads;

/// <summary>
/// A file to save, written to the answer as it is made. The name may be of any script: RFC 6266 and RFC 8187 give it in
/// UTF-8 beside an ASCII one.
/// </summary>
internal sealed class FileAnswer(string fileName, string contentType, Func<Stream, CancellationToken, Task> write)
    : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Harmless(fileName));
        httpContext.Response.Headers.ContentDisposition = disposition.ToString();
        httpContext.Response.ContentType = contentType;
        return write(httpContext.Response.Body, httpContext.RequestAborted);
    }

    // Names are made of titles that people chose: no paths, no control characters.
    private static string Harmless(string name)
    {
        var kept = name.Select(character =>
            char.IsControl(character) || "/\\:*?\"<>|".Contains(character, StringComparison.Ordinal) ? '-' : character
        );
        return string.Concat(kept).Trim('.', ' ');
    }
}
