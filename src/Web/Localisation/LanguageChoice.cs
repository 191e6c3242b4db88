using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Web.Localisation;

/// <summary>
/// Which language a request is answered in: <c>?uselang=</c> for this request, else the language chosen by the switcher
/// (a cookie), else the browser's <c>Accept-Language</c>, else English.
/// </summary>
internal static class LanguageChoice
{
    public const string Cookie = "language";
    public const string Path = "/language";

    /// <summary>Chooses, and sets the culture that the framework formats by.</summary>
    public static IApplicationBuilder UseLanguageChoice(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var language = Of(context.Request);
                context.Features.Set(language);
                CultureInfo.CurrentCulture = language.Culture;
                CultureInfo.CurrentUICulture = language.Culture;
                context.Response.Headers.ContentLanguage = language.Tag;
                context.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept-Language", "Cookie");
                return next(context);
            }
        );

    public static Language Of(HttpRequest request) =>
        Language.Find(request.Query["uselang"])
        ?? Language.Find(request.Cookies[Cookie])
        ?? FromBrowser(request)
        ?? Language.English;

    /// <summary>
    /// The switcher's form. It has no antiforgery token on purpose: the pages that carry it stay cacheable and set no
    /// cookie for readers, and the worst that another site could do is to change the language shown.
    /// </summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, (Delegate)Choose).DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Choose(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Language.Find(form["language"]) is { } language)
            Keep(context, language);
        return Results.LocalRedirect(LocalPath.Of(form["returnTo"]));
    }

    /// <summary>Answers this browser in a language from the next request on.</summary>
    public static void Keep(HttpContext context, Language language) =>
        context.Response.Cookies.Append(Cookie, language.Code, CookieOf(context.Request));

    private static CookieOptions CookieOf(HttpRequest request) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = request.IsHttps,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
        };

    private static Language? FromBrowser(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.Where(accepted => accepted.Quality is not 0)
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => Language.Find(accepted.Value.Value))
            .FirstOrDefault(language => language is not null && language != Language.Keys);
}
