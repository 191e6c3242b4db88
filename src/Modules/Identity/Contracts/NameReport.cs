namespace CampaignDashboard.Identity.Contracts;

/// <summary>
/// What a wiki says of one name as typed. <paramref name="UserName"/> is its exact spelling, null unless the account
/// exists; <paramref name="Wiki"/> the database name of the wiki that answered. <paramref name="CentralId"/> is the same
/// on all wikis that share accounts, null where they do not; <paramref name="LocalId"/> is the number on that wiki.
/// <paramref name="Registration"/> is null for accounts from before 2005. <paramref name="Reason"/> is a sentence that
/// says why there is no account.
/// </summary>
public sealed record NameReport(
    string Asked,
    NameState State,
    string? UserName,
    string? Wiki,
    long? CentralId,
    long? LocalId,
    DateTimeOffset? Registration,
    bool IsBlocked,
    string? Reason
)
{
    internal static NameReport Of(NameVerdict verdict) =>
        new(
            verdict.Asked,
            verdict.State,
            verdict.UserName,
            verdict.On?.Id.Value,
            verdict.User?.CentralId,
            verdict.User?.LocalId,
            verdict.Registration,
            verdict.IsBlocked,
            verdict.Reason
        );
}
