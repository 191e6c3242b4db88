using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// What people save on the wikis, within seconds: the stream <c>recentchange</c> of Wikimedia's EventStreams
/// (https://wikitech.wikimedia.org/wiki/Event_Platform/EventStreams_HTTP_Service). A connection that ends is followed by
/// another one, which goes on where it ended; the pauses between grow as long as no event comes.
/// </summary>
public sealed class RecentChanges
{
    // Longer ones, or with other characters, cannot travel in a header.
    private const int LongestId = 4000;

    private readonly HttpClient http;
    private readonly WikiSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<RecentChanges> log;
    private long passedOver;

    internal RecentChanges(HttpClient http, WikiSettings settings, TimeProvider clock, ILogger<RecentChanges> log) =>
        (this.http, this.settings, this.clock, this.log) = (http, settings, clock, log);

    /// <summary>Whether there is a stream to listen to.</summary>
    public bool IsOn => settings.EffectiveEventStreams is not null;

    /// <summary>How many events could not be read, and were passed over.</summary>
    public long PassedOver => Interlocked.Read(ref passedOver);

    /// <summary>
    /// Whether the stream tells of this wiki: Wikimedia's own only of wikis that are asked where Wikimedia has them.
    /// </summary>
    public bool TellsOf(Wiki wiki) =>
        IsOn
        && (
            settings.EventStreams != WikiSettings.WikimediaEventStreams
            || (WikimediaWikis.Hosts.TryGetValue(wiki.Id.Value, out string? host) && host == wiki.Api.Host)
        );

    /// <summary>
    /// Listens, after a place or from now on, until it is cancelled; never ends by itself while <see cref="IsOn"/>.
    /// </summary>
    public async IAsyncEnumerable<RecentChange> Listen(
        StreamPlace? after,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        StreamPlace? place = after;
        StreamStart start = StartOf(place);
        TimeSpan pause = settings.FirstPause;
        while (settings.EffectiveEventStreams is { } address)
        {
            await using var connection = new ChangeConnection(http, address, settings.RequestTimeout, clock);
            await connection.Open(start, place, ct);
            while (connection.End is null)
            {
                if (await connection.Next(ct) is not { } told)
                {
                    continue;
                }
                (pause, start) = (settings.FirstPause, StartOf(place));
                Interlocked.Add(ref passedOver, told.IsMalformed ? 1 : 0);
                if (told.Change is { } change)
                {
                    place = new(told.EventId, change.At);
                    start = StartOf(place);
                    yield return change with
                    {
                        Place = place,
                    };
                }
            }
            start = connection.End.PlaceRefused ? start + 1 : start;
            await Rest(connection.End, pause, ct);
            pause = pause * 2 < settings.LongestPause ? pause * 2 : settings.LongestPause;
        }
    }

    private async Task Rest(StreamEnd end, TimeSpan pause, CancellationToken ct)
    {
        TimeSpan rest = end.RetryAfter > pause ? end.RetryAfter.Value : pause;
        log.LogInformation("Recent changes are listened to again in {Rest}: {Reason:l}.", rest, end.Reason);
        await Task.Delay(rest, clock, ct);
    }

    private static StreamStart StartOf(StreamPlace? place) =>
        place switch
        {
            null => StreamStart.Now,
            { EventId: { Length: > 0 and <= LongestId } id } when id.All(c => c is >= ' ' and <= '~') =>
                StreamStart.AfterEvent,
            _ => StreamStart.Since,
        };
}
