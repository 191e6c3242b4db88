using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// An account that wikis with CentralAuth share. <paramref name="Registration"/> is when it was made, or, of accounts older
/// than that, when those of the same name became one.
/// </summary>
public sealed record GlobalAccount(string Name, long CentralId, DateTimeOffset? Registration)
{
    /// <summary>Reads <c>meta=globaluserinfo</c>; null: no such account, or one that is hidden.</summary>
    internal static GlobalAccount? Read(JsonElement root)
    {
        JsonElement account = root.GetProperty("query").GetProperty("globaluserinfo");
        return account.Flag("missing")
            ? null
            : new(account.Text("name"), account.Number("id"), account.OptionalInstant("registration"));
    }
}
