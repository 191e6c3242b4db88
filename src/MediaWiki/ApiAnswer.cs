using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// What came back, made into data or a <see cref="WikiException"/>. Errors mostly come with HTTP 200, and front ends put
/// HTML pages in front of everything, so that neither status nor content type is believed alone.
/// </summary>
internal static class ApiAnswer
{
    internal static JsonDocument Open(Wiki wiki, HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            throw WikiFailures.Redirected(wiki);
        }
        TimeSpan? retryAfter = Rest(response.Headers.RetryAfter, now);
        JsonDocument answer = Parse(wiki, response, body, retryAfter);
        WikiException? failure = Failure(wiki, answer.RootElement, response.StatusCode, retryAfter);
        if (failure is null)
        {
            return answer;
        }
        answer.Dispose();
        throw failure;
    }

    /// <summary>Reads the fields; one that is absent or of another kind means the wiki speaks another language.</summary>
    internal static T Read<T>(Wiki wiki, JsonDocument answer, Func<JsonElement, T> read)
    {
        try
        {
            return read(answer.RootElement);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw WikiFailures.Unexpected(wiki, e);
        }
    }

    private static JsonDocument Parse(Wiki wiki, HttpResponseMessage response, byte[] body, TimeSpan? retryAfter)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            throw response.IsSuccessStatusCode
                ? WikiFailures.NotJson(wiki, e)
                : WikiFailures.Http(wiki, (int)response.StatusCode, retryAfter);
        }
    }

    private static WikiException? Failure(Wiki wiki, JsonElement root, HttpStatusCode status, TimeSpan? retryAfter)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (root.TryGetProperty("errors", out JsonElement errors) && First(errors) is { } first)
            {
                return WikiFailures.Refused(wiki, Text(first, "code"), Text(first, "text"), retryAfter);
            }
            // The form of wikis that do not know errorformat, and of failures before the parameters are read.
            if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
            {
                return WikiFailures.Refused(wiki, Text(error, "code"), Text(error, "info"), retryAfter);
            }
        }
        return (int)status switch
        {
            >= 400 => WikiFailures.Http(wiki, (int)status, retryAfter),
            _ => root.ValueKind == JsonValueKind.Object ? null : WikiFailures.Unexpected(wiki),
        };
    }

    private static JsonElement? First(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object
            ? list[0]
            : null;

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() ?? ""
            : "";

    internal static TimeSpan? Rest(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };
}
