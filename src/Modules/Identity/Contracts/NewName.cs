namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// What a wiki says of a name that somebody would like to have. <paramref name="UserName"/> is its spelling of it;
/// <paramref name="Reason"/> says, in English, why the name cannot be had or why nobody knows, and is null where it can.
/// </summary>
public sealed record NewName(string Asked, string UserName, NewNameState State, string? Reason);

/// <summary>Whether a name can be had.</summary>
public enum NewNameState
{
    /// <summary>Nobody has it, and it is allowed.</summary>
    Free,

    /// <summary>Somebody has it.</summary>
    Taken,

    /// <summary>Nobody may have it, or it is too like somebody's.</summary>
    NotAllowed,

    /// <summary>The wiki did not answer.</summary>
    NotAnswered,
}
