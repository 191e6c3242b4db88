using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Web.Conditional;

/// <summary>
/// Gives each JSON answer to a GET an entity tag, and answers 304 to who has it already (RFC 9110, section 13.1.2). The tag
/// of what has a version is the version and a hash of the answer, <c>"7-0f3a…"</c>: the answer may tell more than the thing
/// whose version it is, such as where it belongs, and a reader must see that change too. <c>If-Match</c> speaks of the
/// version alone. What has no version has a weak tag, <c>W/"0f3a…"</c>, which no <c>If-Match</c> takes.
/// </summary>
public static class TaggedAnswers
{
    /// <summary>For all endpoints of a group. What they answer in another form than JSON is left as it is.</summary>
    public static RouteGroupBuilder TagAnswers(this RouteGroupBuilder routes) =>
        routes.AddEndpointFilter(
            async (invocation, next) =>
            {
                var answer = await next(invocation);
                return HttpMethods.IsGet(invocation.HttpContext.Request.Method) ? Tagged(answer) : answer;
            }
        );

    private static object? Tagged(object? answer) =>
        answer switch
        {
            INestedHttpResult nested => Tagged(nested.Result),
            IStatusCodeHttpResult { StatusCode: not (null or StatusCodes.Status200OK) } => answer,
            IValueHttpResult { Value: { } value } => new TaggedJson(
                value,
                (answer as IContentTypeHttpResult)?.ContentType ?? "application/json; charset=utf-8"
            ),
            _ => answer,
        };

    private sealed class TaggedJson(object value, string contentType) : IResult
    {
        private const int HashLength = 8;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value;
            var body = JsonSerializer.SerializeToUtf8Bytes(value, json.SerializerOptions);
            var hash = Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, HashLength));
            return httpContext.IsKnownToCaller(hash)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified).ExecuteAsync(httpContext)
                : TypedResults.Bytes(body, contentType).ExecuteAsync(httpContext);
        }
    }
}
