using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Identity;

/// <summary>
/// An account as a wiki names it now. <paramref name="CentralId"/> is the same on all wikis that share accounts and
/// stays when the account is renamed; null where nobody told it. <paramref name="HomeId"/> is the account's number at
/// the home wiki.
/// </summary>
internal readonly record struct Account(string UserName, long? CentralId = null, long? HomeId = null)
{
    /// <summary>
    /// The account that a wiki told of. A home wiki that shares no accounts has no central ids: there, an account's own
    /// number is what the authority calls it by, too. Elsewhere that number would say nothing.
    /// </summary>
    internal static Account Of(WikiUser user, bool isHome)
    {
        var central = user.CentralId ?? (isHome && !user.SharesAccounts ? user.LocalId : null);
        return new(user.Name, central, isHome && central is not null ? user.LocalId : null);
    }
}

/// <summary>
/// A row of the map. Without a name its account was renamed to something not yet known, or <paramref name="SameAs"/>
/// says who it is.
/// </summary>
internal sealed record PersonRow(Guid Person, string? UserName, long? CentralId, long? HomeId, Guid? SameAs)
{
    internal static PersonRow New(Account account) =>
        new(Guid.NewGuid(), account.UserName, account.CentralId, account.HomeId, SameAs: null);
}
