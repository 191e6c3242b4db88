using System.Data.Common;
using CampaignDashboard.EventStore;
using CampaignDashboard.Web;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Localisation;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.Web;

/// <summary>A small site on loopback that uses everything of Web as a host and a module would.</summary>
public sealed class SampleSite : IAsyncLifetime
{
    private WebApplication app = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal RecordingLog Log { get; } = new();

    internal LocaliserSource Localisers => app.Services.GetRequiredService<LocaliserSource>();

    internal IServiceProvider Services => app.Services;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddWeb().AddPages(typeof(SampleSite).Assembly);
        builder.Services.AddNavigation("web-api", "/api", 1);
        builder.Services.Configure<LocalisationOptions>(o => o.Strict = true);
        app = builder.Build();
        app.UseWeb();
        MapEndpoints(app);
        app.MapPages();
        await app.StartAsync();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        Client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Log.Dispose();
    }

    /// <summary>Sends a request with these headers.</summary>
    internal Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    internal Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    private static void MapEndpoints(WebApplication app)
    {
        app.MapGet("/api/refusals/{kind}", (RefusalKind kind) => Refused(kind).ToProblem());
        app.MapGet("/api/numbers/{n:int}", (int n, int limit) => n + limit);
        app.MapGet("/api/bug", string () => throw new InvalidOperationException("secret inner thing"));
        app.MapGet("/api/outage", string () => throw new Outage());
        app.MapGet("/bug", string () => throw new InvalidOperationException("secret inner thing"));
        app.MapPost("/bug", string () => throw new InvalidOperationException("secret inner thing"));
        app.MapPost("/api/places", (Place place) => place).Validate<Place, PlaceValidator>();
        app.MapGet("/api/version/{version:long}", (long version, HttpContext c) => c.Versioned(version, "seen"));
        app.MapPut("/api/version", (HttpRequest request) => new { expected = request.ExpectedVersion() });
        app.MapPost("/api/things", (HttpRequest request) => request.NewId(Guid.Empty));
        app.MapGet("/api/rows", Rows);
        app.MapGet("/api/rows.csv", () => Csv.Download("Zoë/2024.csv", Columns, Names()));
        app.MapGet("/api/rows.txt", () => Wikitext.Download("rows.txt", "Names", Columns, Names()));
        app.MapGet("/api/rows.json", () => CanonicalJson.DownloadRows("rows.json", Names()));
    }

    private static Refusal Refused(RefusalKind kind) => new(kind, "some-code", "Some reason.");

    private static IReadOnlyList<int> Rows([AsParameters] PageRequest page, HttpContext context)
    {
        var after = (int)(page.AfterNumber ?? 0);
        var found = Enumerable.Range(after + 1, Math.Min(page.Size + 1, 25 - after)).ToArray();
        return page.Cut(context, found, row => row.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static readonly Column<string>[] Columns = [new("name", name => name), new("length", name => name.Length)];

    private static async IAsyncEnumerable<string> Names()
    {
        await Task.Yield();
        yield return "Zoë O'Brien";
        yield return "=cmd()";
    }
}

internal sealed record Place(string Name, int Seats, PlaceKind Kind = PlaceKind.OnSite);

internal enum PlaceKind
{
    OnSite,
    Remote,
}

internal sealed class PlaceValidator : AbstractValidator<Place>
{
    public PlaceValidator()
    {
        RuleFor(place => place.Name).NotEmpty();
        RuleFor(place => place.Seats).GreaterThan(0);
    }
}

internal sealed class Outage : DbException
{
    public override bool IsTransient => true;
}

/// <summary>Remembers what was logged as an error.</summary>
internal sealed class RecordingLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> errors = new();

    public IReadOnlyCollection<string> Errors => errors;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
            errors.Enqueue(formatter(state, exception));
    }

    public void Dispose() { }
}

/// <summary>A page of a module, with a form.</summary>
[Route("/sample")]
public sealed class SamplePage : ComponentBase
{
    protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddContent(0, "A page of a module <b>encoded</b>");
    }
}
