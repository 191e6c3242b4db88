using System.Globalization;
using System.Security.Claims;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Identity;

/// <summary>What the cookie says of who is signed in, and how it is kept true.</summary>
internal static class Session
{
    /// <summary>The claim that holds the central id, where it is known.</summary>
    internal const string CentralId = "central_id";

    /// <summary>How long a cookie is believed before the person is looked up again.</summary>
    internal static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);

    /// <summary>The principal of a person who has a name.</summary>
    internal static ClaimsPrincipal Of(PersonRow row)
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

        return new(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>
    /// Now and then, shows a rename in a session that goes on, and ends the session of a person who was erased or whose
    /// name is another's now (and who might be taken for that other).
    /// </summary>
    internal static async Task Check(CookieValidatePrincipalContext context)
    {
        var now = (context.Options.TimeProvider ?? TimeProvider.System).GetUtcNow();
        if (context.Properties.IssuedUtc is { } issued && now - issued < Believed)
        {
            return;
        }

        var services = context.HttpContext.RequestServices;
        if (
            PersonId.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            && await services.GetRequiredService<AccountTable>().Find(person.Value, context.HttpContext.RequestAborted)
                is { UserName: not null } row
        )
        {
            context.ReplacePrincipal(Of(row));
            context.ShouldRenew = true;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }
}
