using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// An account signed in to a wiki of the farm, acting through the real Action API at chosen instants. Signs in at the
/// first action. Not for the code under test: it has a client of its own.
/// </summary>
public sealed class WikiAccount : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _api;
    private readonly string _user;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private string? _csrfToken;

    internal WikiAccount(HttpClient http, Uri api, string user) => (_http, _api, _user) = (http, api, user);

    /// <summary>Writes a page's whole text.</summary>
    public Task<JsonElement> Edit(
        string title,
        string text,
        string summary,
        DateTimeOffset at,
        CancellationToken stop = default
    ) => Act(Deed.Edit("", _user, at, title, text, summary), stop);

    /// <summary>Does an action with its parameters, token added; throws what the wiki answers as an error.</summary>
    public Task<JsonElement> Act(
        IReadOnlyDictionary<string, string> parameters,
        DateTimeOffset at,
        CancellationToken stop = default
    ) => Act(new Deed("", _user, at, parameters), stop);

    internal async Task<JsonElement> Act(Deed deed, CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            _csrfToken ??= await SignIn(stop);
            return await Post(deed, _csrfToken, stop);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<string> SignIn(CancellationToken stop)
    {
        var signIn = Ask(
            ("action", "clientlogin"),
            ("username", _user),
            ("password", Farm.Password),
            ("logintoken", await Token("login", stop)),
            ("loginreturnurl", "http://127.0.0.1/")
        );
        var answer = (await Post(signIn, null, stop)).GetProperty("clientlogin");
        return string.Equals(answer.GetProperty("status").GetString(), "PASS", StringComparison.Ordinal)
            ? await Token("csrf", stop)
            : throw new InvalidOperationException($"{_user} can't sign in: {answer}");
    }

    private async Task<string> Token(string type, CancellationToken stop)
    {
        var answer = await Post(Ask(("action", "query"), ("meta", "tokens"), ("type", type)), null, stop);
        return answer.GetProperty("query").GetProperty("tokens").GetProperty(type + "token").GetString()!;
    }

    private static Deed Ask(params (string Name, string Value)[] parameters) =>
        new("", "", null, parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));

    private async Task<JsonElement> Post(Deed deed, string? token, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _api) { Content = Content(deed, token) };
        if (deed.At is { } at)
        {
            request.Headers.Add(
                "X-MW-Fake-Time",
                at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
            );
        }
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        }
        using var response = await _http.SendAsync(request, stop);
        Keep(response.Headers);
        var body = await response.Content.ReadAsStringAsync(stop);
        if (!body.StartsWith('{'))
        {
            throw new InvalidOperationException($"{_api} answered {(int)response.StatusCode}: {body}");
        }
        var answer = JsonSerializer.Deserialize<JsonElement>(body);
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException($"{_api}: {deed} got {error}")
            : answer;
    }

    private static MultipartFormDataContent Content(Deed deed, string? token)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in deed.Parameters)
        {
            if (deed.IsFile(name))
            {
                content.Add(new StringContent(value), name, "upload");
            }
            else
            {
                content.Add(new StringContent(value), name);
            }
        }
        content.Add(new StringContent("json"), "format");
        content.Add(new StringContent("2"), "formatversion");
        if (token is not null)
        {
            content.Add(new StringContent(token), "token");
        }
        return content;
    }

    /// <summary>
    /// Keeps cookies whatever their expiry says: it is of the instant that the request chose, which may be long past.
    /// </summary>
    private void Keep(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Set-Cookie", out var set))
        {
            return;
        }
        foreach (var cookie in set.Select(c => c.Split(';')[0].Split('=', 2)))
        {
            if (string.Equals(cookie[1], "deleted", StringComparison.Ordinal))
            {
                _cookies.Remove(cookie[0]);
            }
            else
            {
                _cookies[cookie[0]] = cookie[1];
            }
        }
    }
}
