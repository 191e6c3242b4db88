using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.MediaWiki;

/// <summary>Brings <see cref="ActionApi"/>, <see cref="AccountCreation"/>, <see cref="PageViews"/> and <see cref="WikiDirectory"/> into a program.</summary>
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
            .ConfigurePrimaryHttpMessageHandler(() => Connections())
            // Connections are renewed by the handler itself, so that a client may be kept as long as its user lives.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // They would log addresses, and these hold the names of participants.
            .RemoveAllLoggers()
            .AddTypedClient((http, s) => new ActionApi(Transport(http, s)))
            .AddTypedClient((http, s) => new AccountCreation(Transport(http, s)))
            .AddTypedClient((http, s) => new PageViews(Transport(http, s), Settings(s)));
        return services;
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

    private static SocketsHttpHandler Connections() =>
        new()
        {
            AutomaticDecompression = DecompressionMethods.All,
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
