using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Threading.Channels;
using CampaignDashboard.MediaWiki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>A request as a wiki receives it; <paramref name="Parameters"/> come from the address or the form.</summary>
internal sealed record WikiRequest(
    string Method,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Headers
)
{
    /// <summary>The address as it was sent, from the first slash on.</summary>
    internal string Target { get; init; } = "";

    internal string this[string parameter] => Parameters.GetValueOrDefault(parameter, "");

    internal string[] Names(string parameter) =>
        this[parameter].StartsWith('\u001f') ? this[parameter][1..].Split('\u001f') : this[parameter].Split('|');
}

/// <summary>What a wiki answers; <see cref="Held"/> keeps it back, <see cref="Cut"/> breaks the connection.</summary>
internal sealed record WikiAnswer(string Body, int Status = 200, string ContentType = "application/json; charset=utf-8")
{
    internal Dictionary<string, string> Headers { get; init; } = [];
    internal bool Gzipped { get; init; }
    internal bool Cut { get; init; }
    internal Task Held { get; init; } = Task.CompletedTask;

    public static implicit operator WikiAnswer(string body) => new(body);
}

/// <summary>A wiki on loopback that answers what the test says and remembers what it was asked.</summary>
internal sealed class ScriptedWiki : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Func<WikiRequest, WikiAnswer> script;
    private readonly Channel<WikiRequest> arrivals = Channel.CreateUnbounded<WikiRequest>();
    private readonly List<ServiceProvider> clients = [];
    private int underWay;

    private ScriptedWiki(WebApplication app, Func<WikiRequest, WikiAnswer> script)
    {
        this.app = app;
        this.script = script;
    }

    internal ConcurrentQueue<WikiRequest> Requests { get; } = new();
    internal HurriedClock Clock { get; } = new();
    internal int UnderWay => Volatile.Read(ref underWay);
    internal Uri Api => new(app.Urls.Single() + "/w/api.php");
    internal Wiki Wiki => new(new("enwiki"), Api, "en.wikipedia", new Uri(Api, "/wiki/"), [0]);

    internal static async Task<ScriptedWiki> Start(Func<WikiRequest, WikiAnswer> script)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var wiki = new ScriptedWiki(builder.Build(), script);
        wiki.app.Run(wiki.Answer);
        await wiki.app.StartAsync();
        return wiki;
    }

    /// <summary>Answers in this order; what is asked beyond them is a failure that nobody repeats.</summary>
    internal static Task<ScriptedWiki> Start(params WikiAnswer[] answers)
    {
        var left = new ConcurrentQueue<WikiAnswer>(answers);
        return Start(_ => left.TryDequeue(out WikiAnswer? next) ? next : new("The script is over.", 410, "text/plain"));
    }

    /// <summary>Waits until one more request has arrived.</summary>
    internal ValueTask<WikiRequest> NextArrival() => arrivals.Reader.ReadAsync();

    /// <summary>The client as a program registers it, pointed at this wiki; pauses take no time.</summary>
    internal IServiceProvider Program(params (string Key, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Wikis:enwiki", Api.AbsoluteUri), new("Contact", "ops@example.org")])
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        ServiceProvider provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddMediaWiki(configuration)
            .BuildServiceProvider();
        clients.Add(provider);
        return provider;
    }

    internal ActionApi Client(params (string Key, string Value)[] settings) =>
        Program(settings).GetRequiredService<ActionApi>();

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        WikiRequest request = await Read(context.Request);
        Interlocked.Increment(ref underWay);
        try
        {
            Requests.Enqueue(request);
            WikiAnswer answer = script(request);
            arrivals.Writer.TryWrite(request);
            await answer.Held;
            await Write(context, answer);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private static async Task<WikiRequest> Read(HttpRequest request)
    {
        string text = request.QueryString.Value ?? "";
        if (HttpMethods.IsPost(request.Method))
        {
            using var reader = new StreamReader(request.Body);
            text = await reader.ReadToEndAsync();
        }
        return new(
            request.Method,
            QueryHelpers.ParseQuery(text).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal),
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)
        )
        {
            Target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        };
    }

    private static async Task Write(HttpContext context, WikiAnswer answer)
    {
        byte[] body = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }
        if (answer.Gzipped)
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync(body);
            return;
        }
        if (answer.Cut)
        {
            context.Response.ContentLength = body.Length + 1000;
        }
        await context.Response.Body.WriteAsync(body);
        if (answer.Cut)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }
}

/// <summary>A clock whose timers are due at once; it remembers how long each should have taken.</summary>
internal sealed class HurriedClock : TimeProvider
{
    internal ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    internal DateTimeOffset Now { get; set; } = new(2024, 5, 6, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
