using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Localisation;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Identity.Features;

/// <summary>A person says in which language the pages speak to them, and by which clock they live.</summary>
internal static class KeepPreferences
{
    private const string Path = "/api/v1/me/preferences";

    /// <summary>Null or empty: as the browser says, and no other clock than the session's.</summary>
    internal sealed record Request(string? Language = null, string? TimeZone = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Language)
                .Must(code => string.IsNullOrEmpty(code) || Language.All.Any(l => l.Code == code))
                .WithMessage(
                    $"The pages speak {string.Join(", ", Language.All.Select(l => l.Code))}. Choose one of them."
                );
            RuleFor(r => r.TimeZone)
                .Must(zone => string.IsNullOrEmpty(zone) || TimeZones.Has(zone))
                .WithMessage("There is no such time zone. Use an IANA name such as Europe/Amsterdam.");
        }
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithTags("People").WithSummary("My language and time zone").May(WhoMay.SignedIn);
        routes
            .MapPut(Path, Handle)
            .Validate<Request, Validator>()
            .WithTags("People")
            .WithSummary("Choose my language and time zone; null: as the browser says")
            .May(WhoMay.SignedIn);
    }

    private static async Task<Results<Ok<Preferences>, UnauthorizedHttpResult>> Show(
        Acting acting,
        PreferenceTable preferences,
        CancellationToken cancellation
    ) =>
        acting.By.Person is { } person
            ? TypedResults.Ok(await preferences.Of(person, cancellation))
            : TypedResults.Unauthorized();

    private static async Task<Results<NoContent, UnauthorizedHttpResult>> Handle(
        Request request,
        HttpContext context,
        Acting acting,
        PreferenceTable preferences
    )
    {
        if (acting.By.Person is not { } person)
        {
            return TypedResults.Unauthorized();
        }

        await Run(request, person, context, preferences);
        return TypedResults.NoContent();
    }

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task Run(Request request, PersonId person, HttpContext context, PreferenceTable preferences)
    {
        var kept = new Preferences(OrNone(request.Language), OrNone(request.TimeZone));
        await preferences.Keep(person, kept, context.RequestAborted);
        Session.Speak(context, kept);
    }

    private static string? OrNone(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
