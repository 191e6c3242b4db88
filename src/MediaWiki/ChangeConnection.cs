using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>From where on a connection asks the stream to tell.</summary>
internal enum StreamStart
{
    AfterEvent,
    Since,
    Now,
}

/// <summary>Why a connection is no more, and for how long the stream wants to be left alone.</summary>
internal sealed record StreamEnd(string Reason, TimeSpan? RetryAfter = null, bool PlaceRefused = false);

/// <summary>
/// One connection to a stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), from
/// its request to its end. Ends are told, not thrown: a stream is cut now and then, that is nothing special. One that says
/// nothing for as long as a request may take is dead, whatever the network thinks.
/// </summary>
internal sealed class ChangeConnection(HttpClient http, Uri address, TimeSpan patience, TimeProvider clock)
    : IAsyncDisposable
{
    private const string EventStream = "text/event-stream";

    private readonly CancellationTokenSource silence = new(patience, clock);
    private HttpResponseMessage? response;
    private SseParser<Told>? parser;
    private IAsyncEnumerator<SseItem<Told>>? events;

    /// <summary>Null as long as it lives.</summary>
    internal StreamEnd? End { get; private set; }

    /// <summary>What an event said; <paramref name="Change"/> is null for what is no change, or cannot be read.</summary>
    internal readonly record struct Told(RecentChange? Change, bool IsMalformed, string? EventId = null);

    /// <summary>Sends the request; the connection has an <see cref="End"/> afterwards if there was no stream.</summary>
    internal async Task Open(StreamStart start, StreamPlace? place, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        await Try(
            async () =>
            {
                using HttpRequestMessage request = Request(start, place);
                response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                End = Refusal(response, start);
                if (End is null)
                {
                    Stream body = await response.Content.ReadAsStreamAsync(either.Token);
                    parser = SseParser.Create(body, Read);
                }
            },
            ct
        );
    }

    /// <summary>The next event; null at the end.</summary>
    internal async Task<Told?> Next(CancellationToken ct)
    {
        Told? told = null;
        await Try(
            async () =>
            {
                silence.CancelAfter(patience);
                events ??= parser!.EnumerateAsync(silence.Token).GetAsyncEnumerator(CancellationToken.None);
                await using CancellationTokenRegistration stop = ct.Register(silence.Cancel);
                if (await events.MoveNextAsync())
                {
                    told = events.Current.Data with { EventId = events.Current.EventId };
                }
                else
                {
                    End = new(
                        "the stream was closed",
                        parser!.ReconnectionInterval is { Ticks: > 0 } rest ? rest : null
                    );
                }
            },
            ct
        );
        return told;
    }

    public async ValueTask DisposeAsync()
    {
        if (events is not null)
        {
            await events.DisposeAsync();
        }
        response?.Dispose();
        silence.Dispose();
    }

    private HttpRequestMessage Request(StreamStart start, StreamPlace? place)
    {
        string since =
            start is StreamStart.Since
                ? string.Create(CultureInfo.InvariantCulture, $"?since={place!.At.ToUnixTimeMilliseconds()}")
                : "";
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, address.AbsolutePath + since));
        request.Headers.Accept.ParseAdd(EventStream);
        if (start is StreamStart.AfterEvent)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", place!.EventId);
        }
        return request;
    }

    private StreamEnd? Refusal(HttpResponseMessage answer, StreamStart start) =>
        !answer.IsSuccessStatusCode
            ? new(
                $"HTTP {(int)answer.StatusCode}",
                ApiAnswer.Rest(answer.Headers.RetryAfter, clock.GetUtcNow()),
                answer.StatusCode is HttpStatusCode.BadRequest && start is not StreamStart.Now
            )
        : answer.Content.Headers.ContentType?.MediaType is EventStream ? null
        : new("the answer is no stream of events");

    private async Task Try(Func<Task> step, CancellationToken ct)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (OperationCanceledException)
        {
            End = new("the stream fell silent");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            End = new(e.Message);
        }
    }

    private static Told Read(string type, ReadOnlySpan<byte> data)
    {
        if (type is not SseParser.EventTypeDefault)
        {
            return default;
        }
        try
        {
            return new(RecentChange.Read(data), IsMalformed: false);
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentOutOfRangeException
            )
        {
            return new(null, IsMalformed: true);
        }
    }
}
