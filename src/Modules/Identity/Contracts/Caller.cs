using System.Security.Claims;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// Who asks, from the principal and never from a body. Anonymous: no person. Administrators are named by configuration.
/// </summary>
public sealed record Caller(PersonId? Person, string? UserName, bool IsAdministrator)
{
    /// <summary>Nobody signed in.</summary>
    public static readonly Caller Anonymous = new(null, null, IsAdministrator: false);

    /// <summary>The answer to who is not an administrator of this instance.</summary>
    public static readonly Refusal NotAnAdministrator = Refusal.Forbidden(
        "not-an-administrator",
        "Only an administrator of this dashboard may do that. Its settings name them."
    );

    /// <summary>Whether the wiki said at the sign-in that the account is blocked; false for who came by a token.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>True for a person who signed in.</summary>
    public bool SignedIn => Person is not null;

    internal static Caller Of(ClaimsPrincipal principal, IdentitySettings settings) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        && principal.Identity?.Name is { } name
            ? new(new PersonId(id), name, settings.IsAdministrator(name, principal.FindFirstValue(Session.CentralId)))
            {
                IsBlocked = principal.HasClaim(Session.Blocked, Session.Blocked),
            }
            : Anonymous;
}
