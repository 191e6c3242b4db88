using CampaignDashboard.Identity.Features;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// Where a link leads people who have to sign in first. For links only: browsers let no form lead on to the wiki, whose
/// sign-in goes over sites that we do not know (form-action of the Content-Security-Policy).
/// </summary>
public sealed class SignInDoor
{
    private readonly IdentitySettings settings;

    internal SignInDoor(IOptions<IdentitySettings> settings) => this.settings = settings.Value;

    /// <summary>
    /// The path to go to, which leads back to a path of this site: straight to the wiki where that is the only way to sign
    /// in, else to the page where people choose.
    /// </summary>
    public string For(string returnTo)
    {
        var page = settings is { OAuth.IsConfigured: true, DevSignIn: false } ? BeginWikimediaSignIn.Path : "/sign-in";
        return $"{page}?returnTo={Uri.EscapeDataString(returnTo)}";
    }
}
