using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// Brings <see cref="ActionApi"/>, <see cref="AccountCreation"/>, <see cref="PageViews"/>, <see cref="RecentChanges"/> and
/// <see cref="WikiDirectory"/> into a program.
/// </summary>
public static class MediaWikiRegistration
{
    /// <summary>Registers the client; <paramref name="section"/> holds <see cref="WikiSettings"/>, checked at start.</summary>
    public static IServiceCollection AddMediaWiki(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<WikiSettings>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WikiSettings>, SettingsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => new WikiDirectory(Settings(s)));
        services.AddSingleton(s => new HostGates(Settings(s)));
        services.AddSingleton<SiteInfos>();
        services.AddSingleton<FileUses>();
        services
            .AddHttpClient(nameof(ActionApi), (s, http) => Configure(http, Settings(s)))
            .ConfigurePrimaryHttpMessageHandler(() => Connections(DecompressionMethods.All))
            // Connections are renewed by the handler itself, so that a client may be kept as long as its user lives.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // They would log addresses, and these hold the names of participants.
            .RemoveAllLoggers()
            .AddTypedClient((http, s) => new ActionApi(Transport(http, s)))
            .AddTypedClient((http, s) => new AccountCreation(Transport(http, s)))
            .AddTypedClient((http, s) => new PageViews(Transport(http, s), Settings(s)));
        services.AddRecentChanges();
        return services;
    }

    private static void AddRecentChanges(this IServiceCollection services)
    {
        services
            .AddHttpClient(nameof(RecentChanges), (s, http) => Configure(http, Settings(s)))
            // A stream ends when it ends, and silence is noticed by who listens.
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => Connections(DecompressionMethods.None))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(s => new RecentChanges(
            s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(RecentChanges)),
            Settings(s),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<RecentChanges>>()
        ));
    }

    private static ApiTransport Transport(HttpClient http, IServiceProvider services) =>
        new(
            http,
            services.GetRequiredService<HostGates>(),
            Settings(services),
            services.GetRequiredService<TimeProvider>()
        );

    private static WikiSettings Settings(IServiceProvider services) =>
        services.GetRequiredService<IOptions<WikiSettings>>().Value;

    private static void Configure(HttpClient http, WikiSettings settings)
    {
        http.Timeout = settings.RequestTimeout;
        http.MaxResponseContentBufferSize = settings.MaxResponseBytes;
        http.DefaultRequestHeaders.UserAgent.ParseAdd(settings.EffectiveUserAgent);
    }

    private static SocketsHttpHandler Connections(DecompressionMethods decompression) =>
        new()
        {
            AutomaticDecompression = decompression,
            // A redirect to another host would carry the question, and trust, where nobody meant them to go.
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };

    private sealed class SettingsCheck : IValidateOptions<WikiSettings>
    {
        public ValidateOptionsResult Validate(string? name, WikiSettings options) =>
            options.Faults() is { Count: > 0 } faults
                ? ValidateOptionsResult.Fail(faults)
                : ValidateOptionsResult.Success;
    }
}
