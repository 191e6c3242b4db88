namespace CampaignDashboard.Identity;

/// <summary>Settings of people and sign-in, section <c>Identity</c>.</summary>
internal sealed class IdentitySettings
{
    /// <summary>User names of the administrators of this instance. There is no first-come administrator.</summary>
    public IList<string> Administrators { get; init; } = [];

    /// <summary>The wiki that is asked for accounts where no session says which.</summary>
    public string HomeWiki { get; init; } = "metawiki";

    /// <summary>
    /// Sign in by typing a user name, for development and tests: only while the Host listens on loopback alone
    /// (<c>--dev-sign-in</c>).
    /// </summary>
    public bool DevSignIn { get; set; }
}
