using System.Net;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Identity.Features;
using CampaignDashboard.Identity.Pages;
using CampaignDashboard.Identity.Wikimedia;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CampaignDashboard.Identity;

/// <summary>The only door: people and sign-in.</summary>
public static class IdentityModule
{
    private const string EitherScheme = "CookieOrToken";

    /// <summary>Checks the settings of the section, before there is anything that could be half started.</summary>
    /// <exception cref="OptionsValidationException">A setting makes no sense; the message says which.</exception>
    public static void CheckIdentity(this IConfiguration section)
    {
        string[] faults = [.. (section.Get<IdentitySettings>() ?? new()).Faults()];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(nameof(Identity), typeof(IdentitySettings), faults);
        }
    }

    /// <summary>Registers people, the name and rename checks, and signing in.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<IdentitySettings>().Bind(section);
        AddSchemes(services);
        services.AddCascadingAuthenticationState();
        AddKeys(services);
        AddAuthority(services);
        return services
            .AddAuthorization()
            .AddSingleton(SchemaScripts.In(typeof(IdentityModule).Assembly, "identity"))
            .AddSingleton<AccountTable>()
            .AddSingleton<AccessTokens>()
            .AddSingleton<PreferenceTable>()
            .AddSingleton<Forgetting>()
            .AddSingleton<IPersonalData, AccountData>()
            .AddSingleton<IPersonalData, PreferenceData>()
            .AddSingleton<IPersonalData, TokenData>()
            .AddSingleton<IPersonalData, GrantData>()
            .AddSingleton<IPersonalData, EventData>()
            .AddSingleton(provider => new NameCheck(provider.GetRequiredService<ActionApi>(), Home(provider)))
            .AddSingleton(provider => new People(
                provider.GetRequiredService<NpgsqlDataSource>(),
                provider.GetRequiredService<AccountTable>(),
                provider.GetRequiredService<NameCheck>()
            ))
            .AddSingleton(provider => new SignInDoor(provider.GetRequiredService<IOptions<IdentitySettings>>()))
            .AddSingleton(provider => new CreationGrants(
                provider.GetRequiredService<NpgsqlDataSource>(),
                provider.GetRequiredService<IDataProtectionProvider>(),
                provider.GetRequiredService<IOptions<IdentitySettings>>()
            ))
            .AddSingleton<RenameCheck>()
            .AddHostedService<RenameWatch>()
            .AddMessages(typeof(IdentityModule).Assembly)
            .AddPages(typeof(IdentityModule).Assembly)
            .AddAccountMenu<AccountMenu>();
    }

    /// <summary>Maps the sign-in endpoints.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        SignIn.Map(routes);
        BeginWikimediaSignIn.Map(routes);
        BeginCreationGrant.Map(routes);
        ManageCreationGrant.Map(routes);
        ShowMe.Map(routes);
        KeepTokens.Map(routes);
        KeepPreferences.Map(routes);
        DownloadMyData.Map(routes);
        ForgetPerson.Map(routes);
    }

    /// <summary>
    /// Holds requests with an access token to what the token is for, and keeps answers to somebody out of caches; after
    /// the authentication.
    /// </summary>
    public static void UseIdentity(this IApplicationBuilder app)
    {
        app.Use(BearerTokens.Check);
        app.Use(PersonalAnswers.Mark);
    }

    /// <summary>
    /// What must be right before anything starts, once the database is up to date: the home wiki and the keys of cookies.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting makes no sense; the message says which.</exception>
    public static Task PrepareIdentity(this IServiceProvider services, CancellationToken cancellation)
    {
        var home = services.GetRequiredService<People>().Home;
        if (Settings(services).AccountCreation.IsConfigured && home.Api is { Scheme: not "https", IsLoopback: false })
        {
            throw new OptionsValidationException(
                nameof(IdentitySettings.AccountCreation),
                typeof(AccountCreationSettings),
                [
                    $"Identity:AccountCreation is set, but {home.Id} is reached by http, where others could read what coordinators allow this dashboard. Give MediaWiki:Wikis:{home.Id} an https address.",
                ]
            );
        }

        return services
            .GetRequiredService<KeyTable>()
            .MakeFirst(services.GetRequiredService<IDataProtectionProvider>(), cancellation);
    }

    private static void AddSchemes(IServiceCollection services) =>
        services
            .AddAuthentication(o =>
            {
                o.DefaultScheme = EitherScheme;
                o.DefaultSignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                o.DefaultSignOutScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            })
            .AddPolicyScheme(EitherScheme, null, o => o.ForwardDefaultSelector = BearerTokens.SchemeOf)
            .AddCookie(Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.Word, null);

    private static void AddKeys(IServiceCollection services)
    {
        // Nodes that are installed in different folders are one application.
        services.AddDataProtection().SetApplicationName("campaign-dashboard");
        services.AddSingleton<KeyTable>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyTable>((o, keys) => o.XmlRepository = keys);
    }

    private static void AddAuthority(IServiceCollection services)
    {
        services.AddSingleton(provider => Attempts(provider, AttemptKind.SignIn)).AddScoped<CompleteWikimediaSignIn>();
        AddClient(services, nameof(Authority), settings => settings.OAuth)
            .AddTypedClient((http, provider) => new Authority(http, Settings(provider).OAuth));
        services.AddScoped<CompleteCreationGrant>();
        AddClient(services, nameof(CreationAuthority), settings => settings.AccountCreation)
            .AddTypedClient(
                (http, provider) =>
                    new CreationAuthority(
                        new(http, Settings(provider).AccountCreation),
                        Attempts(provider, AttemptKind.CreationGrant)
                    )
            );
    }

    private static SignInAttempts Attempts(IServiceProvider provider, AttemptKind kind) =>
        new(provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<TimeProvider>(), kind);

    private static IHttpClientBuilder AddClient(
        IServiceCollection services,
        string name,
        Func<IdentitySettings, OAuthSettings> oauth
    ) =>
        services
            .AddHttpClient(name, (provider, http) => ToAuthority(provider, http, oauth(Settings(provider))))
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    // Followed elsewhere, a redirect would carry the secret or the token along.
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    AutomaticDecompression = DecompressionMethods.All,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

    private static void ToAuthority(IServiceProvider provider, HttpClient http, OAuthSettings oauth)
    {
        http.Timeout = oauth.Timeout;
        // A profile is less than a kilobyte.
        http.MaxResponseContentBufferSize = 256 * 1024;
        http.DefaultRequestHeaders.UserAgent.ParseAdd(
            provider.GetRequiredService<IOptions<WikiSettings>>().Value.EffectiveUserAgent
        );
    }

    private static IdentitySettings Settings(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<IdentitySettings>>().Value;

    private static Wiki Home(IServiceProvider provider)
    {
        var name = Settings(provider).HomeWiki;
        return provider.GetRequiredService<WikiDirectory>().Find(name)
            ?? throw new OptionsValidationException(
                nameof(IdentitySettings.HomeWiki),
                typeof(IdentitySettings),
                [$"Identity:HomeWiki is '{name}', which is no wiki. Use a name such as metawiki."]
            );
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "campaign-dashboard";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/sign-in";
        options.ExpireTimeSpan = TimeSpan.FromDays(30);
        options.Events.OnValidatePrincipal = Session.Check;
    }
}
