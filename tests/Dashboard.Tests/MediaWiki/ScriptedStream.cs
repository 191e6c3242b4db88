using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.Campaigns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>
/// A stream of server-sent events on loopback. Each connection is held open until the test writes to it or cuts it; what
/// <see cref="Refuse"/> says is answered instead.
/// </summary>
internal sealed class ScriptedStream : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource over = new();
    private readonly Channel<StreamVisit> visits = Channel.CreateUnbounded<StreamVisit>();
    private readonly ConcurrentQueue<WikiAnswer> refusals = new();
    private readonly List<ServiceProvider> clients = [];

    private ScriptedStream(WebApplication app) => this.app = app;

    internal StoppedClock Clock { get; } = new();

    internal string Address => app.Urls.Single() + "/v2/stream/recentchange";

    internal static async Task<ScriptedStream> Start()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stream = new ScriptedStream(builder.Build());
        stream.app.Run(stream.Serve);
        await stream.app.StartAsync();
        return stream;
    }

    /// <summary>The next connection that nobody waits for already gets this answer.</summary>
    internal void Refuse(WikiAnswer answer) => refusals.Enqueue(answer);

    /// <summary>Waits for the next connection, refused ones too.</summary>
    internal ValueTask<StreamVisit> NextVisit() => visits.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>The client as a program registers it, pointed at this stream.</summary>
    internal RecentChanges Client(params (string Key, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("EventStreams", Address), new("Contact", "ops@example.org")])
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        ServiceProvider provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddMediaWiki(configuration)
            .BuildServiceProvider();
        clients.Add(provider);
        return provider.GetRequiredService<RecentChanges>();
    }

    /// <summary>The event of an edit, as EventStreams sends it.</summary>
    internal static string Edit(
        int number,
        string user = "Alice",
        string wiki = "enwiki",
        string domain = "en.wikipedia.org"
    ) =>
        $$"""
            event: message
            id: {{IdOf(number)}}
            data: {"$schema":"/mediawiki/recentchange/1.0.0","meta":{"domain":"{{domain}}","stream":"mediawiki.recentchange","dt":"2026-03-10T12:00:00Z"},"id":{{number}},"type":"edit","namespace":0,"title":"Mary Anning","comment":"","timestamp":{{1773144000 + number}},"user":{{JsonSerializer.Serialize(
                user
            )}},"bot":false,"minor":false,"length":{"old":1,"new":2},"revision":{"old":1,"new":{{number}}},"server_name":"en.wikipedia.org","wiki":"{{wiki}}"}


            """;

    /// <summary>The id of the event with this number, in EventStreams' own form.</summary>
    internal static string IdOf(int number) =>
        $$"""[{"topic":"eqiad.mediawiki.recentchange","partition":0,"timestamp":177314400{{number}}000}]""";

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await over.CancelAsync();
        await app.DisposeAsync();
        over.Dispose();
    }

    private async Task Serve(HttpContext context)
    {
        var visit = new StreamVisit(context);
        if (refusals.TryDequeue(out WikiAnswer? refusal))
        {
            context.Response.StatusCode = refusal.Status;
            context.Response.ContentType = refusal.ContentType;
            foreach ((string name, string value) in refusal.Headers)
            {
                context.Response.Headers[name] = value;
            }
            visits.Writer.TryWrite(visit);
            await context.Response.WriteAsync(refusal.Body);
            return;
        }
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        await context.Response.WriteAsync(":ok\n\n");
        await context.Response.Body.FlushAsync();
        visits.Writer.TryWrite(visit);
        await Task.WhenAny(visit.Ended, Task.Delay(Timeout.Infinite, over.Token));
    }
}

/// <summary>One connection to a scripted stream.</summary>
internal sealed class StreamVisit(HttpContext context)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string LastEventId { get; } = context.Request.Headers["Last-Event-ID"].ToString();

    internal string Since { get; } = context.Request.Query["since"].ToString();

    internal string UserAgent { get; } = context.Request.Headers.UserAgent.ToString();

    internal Task Ended => ended.Task;

    internal async Task Write(params string[] events)
    {
        await context.Response.WriteAsync(string.Concat(events));
        await context.Response.Body.FlushAsync();
    }

    /// <summary>Ends the connection in order.</summary>
    internal void Close() => ended.TrySetResult();

    /// <summary>Breaks the connection in the middle of whatever was written.</summary>
    internal void Cut()
    {
        context.Abort();
        ended.TrySetResult();
    }
}
