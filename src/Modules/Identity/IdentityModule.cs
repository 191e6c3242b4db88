using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Identity.Features;
using CampaignDashboard.Identity.Pages;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Authentication.Cookies;
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
    /// <summary>Registers people, the name check and the sign-in cookie.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<IdentitySettings>().Bind(section);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Cookie);
        services.AddCascadingAuthenticationState();
        return services
            .AddAuthorization()
            .AddSingleton(SchemaScripts.In(typeof(IdentityModule).Assembly, "identity"))
            .AddSingleton<NameCheck>()
            .AddSingleton(provider => new People(
                provider.GetRequiredService<NpgsqlDataSource>(),
                provider.GetRequiredService<NameCheck>(),
                Home(provider)
            ))
            .AddMessages(typeof(IdentityModule).Assembly)
            .AddPages(typeof(IdentityModule).Assembly)
            .AddAccountMenu<AccountMenu>();
    }

    /// <summary>Maps the sign-in endpoints.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        SignIn.Map(routes);
        ShowMe.Map(routes);
    }

    private static Wiki Home(IServiceProvider provider)
    {
        var name = provider.GetRequiredService<IOptions<IdentitySettings>>().Value.HomeWiki;
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
    }
}
