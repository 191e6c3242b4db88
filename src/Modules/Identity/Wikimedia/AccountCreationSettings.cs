namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>
/// How this dashboard is known to the wiki where coordinators let it create accounts in their names, section
/// <c>Identity:AccountCreation</c>: a registration of its own, so that nobody who signs in is asked for more than who they
/// are. Without a client id accounts are created by hand.
/// </summary>
internal sealed class AccountCreationSettings : OAuthSettings
{
    internal const string CreationCallbackPath = "/account-creation/callback";

    /// <summary>The grant that the registration must have.</summary>
    internal const string Right = "createaccount";

    /// <inheritdoc/>
    protected override string Section => "Identity:AccountCreation";

    /// <inheritdoc/>
    internal override string ReturnPath => CreationCallbackPath;

    /// <summary>
    /// The grants that people are asked for, with blanks between: those that the registration has. The wiki's limit of
    /// accounts a day is lifted for account creators only if <c>highvolume</c> is among them.
    /// </summary>
    public string Grants { get; init; } = Right;

    /// <inheritdoc/>
    internal override string Scope => Grants;

    /// <inheritdoc/>
    internal override IEnumerable<string> Faults() =>
        Grants.Split(' ').Contains(Right, StringComparer.Ordinal)
            ? base.Faults()
            : base.Faults()
                .Append(
                    $"{Section}:Grants is '{Grants}'. It must have {Right}, as the dashboard is registered at the wiki; others may follow, with blanks between."
                );
}
