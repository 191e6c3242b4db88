using System.Globalization;
using System.Text;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// One question to one wiki: waits for a place at the host's gate, sends, and asks again after passing failures. The
/// place is given back between attempts, so that a wiki that wants to be left alone blocks nobody's turn.
/// </summary>
internal sealed class ApiTransport(HttpClient http, HostGates gates, WikiSettings settings, TimeProvider clock)
{
    // Front ends take about 8 kB of address. A GET is answered by the nearest data centre, so it is the rule.
    private const int LongestQuery = 4000;

    private readonly ResiliencePipeline pipeline = Retrying(settings, clock);

    /// <summary>
    /// Asks a module of the API, and reads the answer with <paramref name="read"/>; a shape it cannot read is a failure.
    /// With <paramref name="token"/> it is asked as the account that gave the token.
    /// </summary>
    internal async Task<T> Ask<T>(
        Wiki wiki,
        string action,
        IEnumerable<KeyValuePair<string, string>> question,
        Func<JsonElement, T> read,
        CancellationToken ct,
        string? token = null
    )
    {
        string query = Query(action, question);
        using JsonDocument answer = await pipeline.ExecuteAsync(
            async stop => await Send(wiki, () => Question(wiki, query), token, stop),
            ct
        );
        return ApiAnswer.Read(wiki, answer, read);
    }

    /// <summary>
    /// Has a module of the API do something, as the account that gave the token. Never repeated: after a failure that is no
    /// <see cref="WikiException.IsRefusal"/> it may be done.
    /// </summary>
    internal async Task<T> Do<T>(
        Wiki wiki,
        string action,
        IEnumerable<KeyValuePair<string, string>> deed,
        Func<JsonElement, T> read,
        string token,
        CancellationToken ct
    )
    {
        string query = Query(action, deed);
        using JsonDocument answer = await Send(wiki, () => Posted(wiki, query), token, ct);
        return ApiAnswer.Read(wiki, answer, read);
    }

    /// <summary>
    /// Reads what stands at an address of a service that tells of a wiki, as gently as if it were the wiki: its host has a gate
    /// of its own.
    /// </summary>
    internal async Task<T> Fetch<T>(Wiki wiki, Uri address, Func<JsonElement, T> read, CancellationToken ct)
    {
        using JsonDocument answer = await pipeline.ExecuteAsync(
            async stop => await Send(wiki, () => new(HttpMethod.Get, address), null, stop),
            ct
        );
        return ApiAnswer.Read(wiki, answer, read);
    }

    private async Task<JsonDocument> Send(Wiki wiki, Func<HttpRequestMessage> make, string? token, CancellationToken ct)
    {
        using HttpRequestMessage request = make();
        using IDisposable place = await gates.Enter(request.RequestUri!, ct);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, ct);
            return ApiAnswer.Open(wiki, response, await response.Content.ReadAsByteArrayAsync(ct), clock.GetUtcNow());
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw WikiFailures.TooLarge(wiki, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw WikiFailures.Unreachable(wiki, e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw WikiFailures.Timeout(wiki, e);
        }
    }

    private static HttpRequestMessage Question(Wiki wiki, string query)
    {
        if (query.Length <= LongestQuery)
        {
            return new(HttpMethod.Get, new Uri($"{wiki.Api.AbsoluteUri}?{query}"));
        }
        HttpRequestMessage request = Posted(wiki, query);
        // Tells Wikimedia's front end that this POST only reads, so that any data centre may answer it.
        request.Headers.Add("Promise-Non-Write-API-Action", "true");
        return request;
    }

    private static HttpRequestMessage Posted(Wiki wiki, string query) =>
        new(HttpMethod.Post, wiki.Api)
        {
            Content = new StringContent(query, Encoding.ASCII, "application/x-www-form-urlencoded"),
        };

    private string Query(string action, IEnumerable<KeyValuePair<string, string>> question)
    {
        string maxlag = settings.MaxLagSeconds.ToString(CultureInfo.InvariantCulture);
        KeyValuePair<string, string>[] always =
        [
            new("action", action),
            new("format", "json"),
            new("formatversion", "2"),
            new("errorformat", "plaintext"),
            new("errorlang", "en"),
            new("maxlag", maxlag),
        ];
        return string.Join('&', always.Concat(question).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
    }

    private static ResiliencePipeline Retrying(WikiSettings settings, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (settings.Retries > 0)
        {
            builder.AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = settings.Retries,
                    Delay = settings.FirstPause,
                    MaxDelay = settings.LongestPause,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    // A wiki that wants a longer rest than we are ready to wait is not asked again before it.
                    ShouldHandle = a =>
                        new(
                            a.Outcome.Exception is WikiException { IsTransient: true } e
                                && !(e.RetryAfter > settings.LongestPause)
                        ),
                    // Null, also for "at once", means the growing pause.
                    DelayGenerator = a =>
                        new(a.Outcome.Exception is WikiException { RetryAfter: { Ticks: > 0 } rest } ? rest : null),
                }
            );
        }
        return builder.Build();
    }
}
