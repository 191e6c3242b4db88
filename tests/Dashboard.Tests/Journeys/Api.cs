using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CampaignDashboard.Tests.Identity;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>What the Host answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Response)
{
    internal JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The last part of a problem's type, such as <c>no-such-wiki</c>.</summary>
    internal string Problem => Json.GetProperty("type").GetString()!.Split('/')[^1];

    /// <summary>A problem's sentence.</summary>
    internal string Detail => Json.GetProperty("detail").GetString()!;

    /// <summary>The id of what was made; fails with the whole answer if nothing was.</summary>
    internal Guid Id => Done.Json.GetProperty("id").GetGuid();

    /// <summary>This answer, which must be a success.</summary>
    internal Answer Done
    {
        get
        {
            Assert.True((int)Status < 300, $"{Response.RequestMessage!.RequestUri} answered {Status}: {Text}");
            return this;
        }
    }

    public override string ToString() => $"{Status}: {Text}";
}

/// <summary>Somebody with a session of their own at a Host, over HTTP.</summary>
internal sealed class Api : IDisposable
{
    internal const string Administrator = "Grace";

    private readonly HttpClient client;

    internal Api(Uri host, CookieContainer? cookies = null) =>
        client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new() })
        {
            BaseAddress = host,
        };

    /// <summary>Somebody who signed in by this name.</summary>
    internal static async Task<Api> SignedIn(HostProcess host, string userName)
    {
        var api = new Api(host.Address);
        (await api.Post("/api/v1/dev-sign-in", new { userName })).Done.ToString();
        return api;
    }

    /// <summary>Goes to the wiki that the Host knows, if any, and lets it create accounts in this name; comes back.</summary>
    internal async Task LetCreateAccounts(string userName, HostProcess host)
    {
        if (host.Authority is not { } authority)
        {
            return;
        }

        authority.Profile = WikimediaAuthority.ProfileOf(EditathonWiki.Number(userName), userName);
        var away = (await Get("/account-creation/connect")).Response.Headers.Location!;
        using var atWiki = new Api(new(away.GetLeftPart(UriPartial.Authority)));
        var back = (await atWiki.Get(away.PathAndQuery)).Response.Headers.Location!;
        Assert.Equal(HttpStatusCode.Found, (await Get(back.PathAndQuery)).Status);
    }

    internal Task<Answer> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    internal Task<Answer> Post(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body ?? new { }), headers);

    internal Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, JsonContent.Create(body), headers);

    internal Task<Answer> Delete(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, null, headers);

    /// <summary>Sends a form, as a browser does.</summary>
    internal Task<Answer> Send(string path, IReadOnlyDictionary<string, string> form) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent(form));

    /// <summary>Sends these very characters as JSON.</summary>
    internal Task<Answer> Raw(
        HttpMethod method,
        string path,
        string body,
        params (string Name, string Value)[] headers
    ) => Send(method, path, new StringContent(body, Encoding.UTF8, "application/json"), headers);

    public void Dispose() => client.Dispose();

    internal async Task<Answer> Send(
        HttpMethod method,
        string path,
        HttpContent? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        // A server that refuses a large body must be able to say so before it is sent.
        request.Headers.ExpectContinue = body?.Headers.ContentLength > 1_000_000;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var stop = TestContext.Current.CancellationToken;
        var response = await client.SendAsync(request, stop);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(stop), response);
    }
}
