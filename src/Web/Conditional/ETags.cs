using System.Globalization;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CampaignDashboard.Web.Conditional;

/// <summary>
/// Entity tags as RFC 9110 has them. The tag of anything that is folded from a stream begins with the stream's version:
/// <c>ETag: "7"</c>, or <c>"7-0f3a…"</c> where a hash of the answer follows (see <see cref="TaggedAnswers"/>).
/// </summary>
public static class ETags
{
    /// <summary>Writes the version as the answer's entity tag.</summary>
    public static void WriteVersion(this HttpResponse response, long version) => response.Headers.ETag = Of(version);

    /// <summary>
    /// The version that the caller decided on (<c>If-Match: "7-0f3a…"</c>, or <c>"7"</c>), or null without the header or for
    /// <c>*</c>.
    /// </summary>
    /// <exception cref="MalformedRequestException">Weak, unquoted, several, or no version (400).</exception>
    public static long? ExpectedVersion(this HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || header.ToString() is "*")
            return null;
        return header.Count == 1 && VersionOf(header[0]) is { } version
            ? version
            : throw new MalformedRequestException(
                "If-Match",
                "If-Match is the ETag of a thing that has versions, such as \"7\" or \"7-0f3a9c\"."
            );
    }

    /// <summary>
    /// Writes the version, and answers whether the caller has it already (<c>If-None-Match</c>): then answer 304.
    /// </summary>
    public static bool IsKnownToCaller(this HttpContext context, long version)
    {
        context.Response.WriteVersion(version);
        return context.KnowsTag();
    }

    /// <summary>The same for an answer with this hash, whose version was written already if it has one.</summary>
    internal static bool IsKnownToCaller(this HttpContext context, string hash)
    {
        var version = context.Response.Headers.ETag.ToString();
        context.Response.Headers.ETag = version.Length == 0 ? $"W/\"{hash}\"" : $"{version[..^1]}-{hash}\"";
        return context.KnowsTag();
    }

    private static bool KnowsTag(this HttpContext context)
    {
        var tag = EntityTagHeaderValue.Parse(context.Response.Headers.ETag.ToString());
        return context
            .Request.GetTypedHeaders()
            .IfNoneMatch.Any(known =>
                known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)
            );
    }

    /// <summary>The value with its version's tag as 200, or 304 when the caller has it already.</summary>
    public static IResult Versioned<T>(this HttpContext context, long version, T value) =>
        context.IsKnownToCaller(version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(value);

    private static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static long? VersionOf(string? tag) =>
        tag is ['"', .. var text, '"']
        && text.Split('-', 2) is [var digits, ..]
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
