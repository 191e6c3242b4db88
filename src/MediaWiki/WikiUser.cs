namespace CampaignDashboard.MediaWiki;

/// <summary>What a wiki knows of a user name.</summary>
public enum UserState
{
    /// <summary>There is such an account.</summary>
    Exists,

    /// <summary>The name is possible, but there is no such account here (or it is hidden).</summary>
    Missing,

    /// <summary>No account can have this name.</summary>
    Invalid,
}

/// <summary>A block in force. A partial one keeps its user from some pages only; <paramref name="Until"/> null: for good.</summary>
public sealed record WikiBlock(bool IsPartial, DateTimeOffset? Until, string? Reason);

/// <summary>
/// An account as one wiki sees it. <paramref name="Name"/> is the exact spelling, whatever was <paramref name="Asked"/>.
/// <paramref name="LocalId"/> is null unless the account exists; <paramref name="CentralId"/> also where wikis share no
/// accounts; <paramref name="Registration"/> also for accounts from before 2005. <paramref name="CanCreate"/> says of a
/// missing account whether it may be created under this name.
/// </summary>
public sealed record WikiUser(
    string Asked,
    string Name,
    UserState State,
    long? LocalId,
    long? CentralId,
    DateTimeOffset? Registration,
    int EditCount,
    WikiBlock? Block,
    bool CanCreate
)
{
    /// <summary>
    /// Whether the wiki shares accounts with others, so that an account without a <see cref="CentralId"/> is one that
    /// stands outside.
    /// </summary>
    public bool SharesAccounts { get; init; }

    /// <summary>Why no account may be created under this name, in the wiki's words; null where one may or it did not say.</summary>
    public WikiWords? CannotCreate { get; init; }
}

/// <summary>What a wiki says, for programs and, in English, for people.</summary>
public sealed record WikiWords(string Code, string Text);
