using CampaignDashboard.Identity.Wikimedia;

namespace CampaignDashboard.Identity;

/// <summary>Settings of people and sign-in, section <c>Identity</c>.</summary>
internal sealed class IdentitySettings
{
    /// <summary>
    /// Who administrates this instance: user names, or central ids (entries of digits only), which also hold after a
    /// rename. There is no first-come administrator.
    /// </summary>
    public IList<string> Administrators { get; init; } = [];

    /// <summary>The wiki that is asked for accounts where no session says which, and for renames.</summary>
    public string HomeWiki { get; init; } = "metawiki";

    /// <summary>
    /// Sign in by typing a user name, for development and tests: only while the Host listens on loopback alone
    /// (<c>--dev-sign-in</c>).
    /// </summary>
    public bool DevSignIn { get; set; }

    /// <summary>Sign in with a Wikimedia account.</summary>
    public OAuthSettings OAuth { get; init; } = new();

    /// <summary>Create accounts on the home wiki in coordinators' names.</summary>
    public AccountCreationSettings AccountCreation { get; init; } = new();

    /// <summary>
    /// Whether this account administrates the instance. An entry of digits is never a name: else whoever takes another's
    /// central id for a name would be an administrator.
    /// </summary>
    internal bool IsAdministrator(string name, string? centralId) =>
        Administrators.Any(entry => IsId(entry) ? entry.Trim() == centralId : UserName.Tidied(entry) == name);

    /// <summary>What is wrong with the settings, one sentence each; secrets are not repeated.</summary>
    internal IEnumerable<string> Faults() =>
        [
            .. OAuth.Faults(),
            .. AccountCreation.Faults(),
            .. Administrators.Any(string.IsNullOrWhiteSpace)
                ? ["Identity:Administrators has an empty entry. Give user names or central ids."]
                : Array.Empty<string>(),
        ];

    private static bool IsId(string entry) => entry.Trim() is { Length: > 0 } id && id.All(char.IsAsciiDigit);
}
