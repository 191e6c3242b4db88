using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Localisation;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Web;

/// <summary>
/// The door of this assembly: <c>AddWeb</c> once by the host, <c>AddPages</c>, <c>AddMessages</c>, <c>AddNavigation</c> and
/// <c>AddAccountMenu</c> by modules, <c>UseWeb</c> before any other middleware, <c>MapPages</c> with the endpoints.
/// </summary>
public static class WebSetup
{
    /// <summary>Registers pages, localisation, problems, antiforgery and the JSON format of the API.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddProblemDetails(o => o.CustomizeProblemDetails = c => ProblemResults.Trace(c.ProblemDetails));
        services.AddExceptionHandler<Failures>();
        services
            .AddOptions<LocalisationOptions>()
            .Configure<IHostEnvironment>((o, env) => o.Strict = env.IsDevelopment());
        services.AddOptions<WebOptions>();
        services.AddSingleton<MessageCatalogue>();
        services.AddSingleton(provider => new LocaliserSource(
            provider.GetRequiredService<MessageCatalogue>(),
            provider.GetRequiredService<IOptions<LocalisationOptions>>()
        ));
        services.AddScoped(OfRequest);
        services.AddSingleton(provider => new AssetFiles(provider.GetServices<PageSource>().Select(s => s.Assembly)));
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "antiforgery";
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.HttpOnly = true;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(o => Strict(o.SerializerOptions));
        return services.AddPages(typeof(WebSetup).Assembly).AddMessages(typeof(WebSetup).Assembly);
    }

    /// <summary>
    /// The routable components of an assembly are pages, and its resources under <c>assets/</c> are served. Asking twice
    /// changes nothing.
    /// </summary>
    public static IServiceCollection AddPages(this IServiceCollection services, Assembly assembly) =>
        services.AddOnce(new PageSource(assembly));

    /// <summary>The assembly embeds <c>i18n/{code}.json</c> files. Asking twice changes nothing.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services, Assembly assembly) =>
        services.AddOnce(new MessageSource(assembly));

    /// <summary>An entry of the main navigation: a message key, a path, and its place among the others.</summary>
    public static IServiceCollection AddNavigation(
        this IServiceCollection services,
        string messageKey,
        string path,
        int order
    ) => services.AddOnce(new NavigationItem(messageKey, path, order));

    /// <summary>The component at the end of the header that shows who is signed in, or how to sign in.</summary>
    public static IServiceCollection AddAccountMenu<TComponent>(this IServiceCollection services)
        where TComponent : IComponent => services.AddOnce(new AccountMenu(typeof(TComponent)));

    /// <summary>
    /// Headers, errors, language, authentication (when registered) and antiforgery, in the order that they need.
    /// </summary>
    public static WebApplication UseWeb(this WebApplication app)
    {
        app.UseSecurityHeaders();
        // Outside of the error handling, so that error pages are in the reader's language too.
        app.UseLanguageChoice();
        app.UseExceptionHandler(Failures.Options());
        app.UseStatusAnswers();
        app.UseRouting();
        if (app.Knows<IAuthenticationSchemeProvider>())
            app.UseAuthentication();
        if (app.Knows<IAuthorizationHandlerProvider>())
            app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Maps the pages of all registered assemblies, their assets, and the language switcher.</summary>
    public static RazorComponentsEndpointConventionBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        LanguageChoice.Map(routes);
        AssetFiles.Map(routes);
        var own = typeof(WebSetup).Assembly;
        var others = routes.ServiceProvider.GetServices<PageSource>().Select(source => source.Assembly);
        return routes.MapRazorComponents<App>().AddAdditionalAssemblies([.. others.Where(assembly => assembly != own)]);
    }

    // A typo in a field's name or a number in quotes is told, not ignored.
    private static void Strict(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.AllowDuplicateProperties = false;
        json.Converters.Add(new UtcInstants());
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static Localiser OfRequest(IServiceProvider provider)
    {
        var context = provider.GetRequiredService<IHttpContextAccessor>().HttpContext;
        var language = context?.Features.Get<Language>() ?? Language.English;
        return provider.GetRequiredService<LocaliserSource>().For(language, context?.Features.Get<ReaderZone>()?.Id);
    }

    private static bool Knows<T>(this WebApplication app) =>
        app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(T));

    private static IServiceCollection AddOnce<T>(this IServiceCollection services, T instance)
        where T : class
    {
        if (!services.Any(service => instance.Equals(service.ImplementationInstance)))
            services.AddSingleton(instance);
        return services;
    }
}
