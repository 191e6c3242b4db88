using System.Globalization;
using System.Security.Claims;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Localisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Identity;

/// <summary>What the cookie says of who is signed in, and how it is kept true.</summary>
internal static class Session
{
    /// <summary>The claim that holds the central id, where it is known.</summary>
    internal const string CentralId = "central_id";

    /// <summary>The claim of who was blocked when they signed in, with its own name as the value.</summary>
    internal const string Blocked = "blocked";

    /// <summary>The principal of a person who has a name.</summary>
    internal static ClaimsPrincipal Of(PersonRow row, bool isBlocked = false)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, new PersonId(row.Person).ToString()),
            new(ClaimTypes.Name, row.UserName!),
        ];
        if (row.CentralId is { } id)
        {
            claims.Add(new(CentralId, id.ToString(CultureInfo.InvariantCulture)));
        }

        if (isBlocked)
        {
            claims.Add(new(Blocked, Blocked));
        }

        return new(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>Signs a person in on this browser, in the language that they prefer on every device.</summary>
    internal static async Task Begin(HttpContext context, PersonRow row, bool isBlocked = false)
    {
        var preferences = context.RequestServices.GetRequiredService<PreferenceTable>();
        await context.SignInAsync(Of(row, isBlocked));
        Speak(context, await preferences.Of(new(row.Person), context.RequestAborted));
    }

    /// <summary>From the next page on, this browser is answered in the language preferred, if there is one.</summary>
    internal static void Speak(HttpContext context, Preferences preferences)
    {
        if (Language.Find(preferences.Language) is { } language)
        {
            language.Keep(context);
        }
    }

    /// <summary>
    /// Looks the person up for every request: a person who was forgotten is signed out everywhere at once, as is one
    /// whose name is another's now (and who might be taken for that other). A rename shows at once, too.
    /// </summary>
    internal static async Task Check(CookieValidatePrincipalContext context)
    {
        // Style sheets are the same for everybody.
        if (context.HttpContext.Request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountTable>();
        if (
            PersonId.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            && await accounts.SignedIn(person.Value, context.HttpContext.RequestAborted)
                is { Row: { UserName: not null } row, Preferences: var preferences }
        )
        {
            Welcome(context, row, preferences);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }

    private static void Welcome(CookieValidatePrincipalContext context, PersonRow row, Preferences preferences)
    {
        if (preferences.TimeZone is { } zone)
        {
            context.HttpContext.Features.Set(new ReaderZone(zone));
        }

        var now = Of(row, context.Principal!.HasClaim(Blocked, Blocked));
        if (!Claims(now).SequenceEqual(Claims(context.Principal!)))
        {
            context.ReplacePrincipal(now);
            context.ShouldRenew = true;
        }
    }

    private static IEnumerable<(string, string)> Claims(ClaimsPrincipal principal) =>
        principal.Claims.Select(c => (c.Type, c.Value));
}
