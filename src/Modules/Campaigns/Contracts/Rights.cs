using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What the caller is to one organiser, campaign, program or session. Commands carry it, and their Decide asks it: rights
/// are checked on the command, never on the button.
/// </summary>
public sealed record Standing(PersonId? Person, bool IsAdministrator, bool IsCoordinator)
{
    /// <summary>The answer to who may not plan here.</summary>
    public static readonly Refusal NotACoordinator = Refusal.Forbidden(
        "not-a-coordinator",
        "Only a coordinator of this event, or of what it belongs to, may do that. Ask one of them to appoint you."
    );

    /// <summary>The answer to who has not signed in.</summary>
    public static readonly Refusal NotSignedIn = Refusal.Forbidden("sign-in-first", "Sign in first, then try again.");

    /// <summary>The answer to who is not an administrator of this instance.</summary>
    public static readonly Refusal NotAnAdministrator = Refusal.Forbidden(
        "not-an-administrator",
        "Only an administrator of this dashboard may do that. Its settings name them."
    );

    private static readonly Refusal NoAccount = Refusal.Invalid(
        "no-such-account",
        "There is no such account. Check the spelling."
    );

    /// <summary>The answer to a name that is no account; the reason is the wiki's.</summary>
    public static Refusal NoSuchAccount(CheckedName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NoAccount with { Reason = name.Reason ?? NoAccount.Reason };
    }

    /// <summary>True for a coordinator of the thing or of anything above it, and for an administrator.</summary>
    public bool MayCoordinate => IsAdministrator || IsCoordinator;
}

/// <summary>Looks up what a caller may do: rights go down the tree, not up.</summary>
public sealed class Rights(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read(typeof(Rights).Assembly, "Rights.sql");

    /// <summary>The caller's standing at an organiser, campaign, program or session.</summary>
    public async Task<Standing> At(Guid node, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Person is not { } person)
        {
            return new(null, IsAdministrator: false, IsCoordinator: false);
        }

        var rows = await database.Query(
            Query,
            row => row.GetBoolean(0),
            cancellation,
            Sql.Arg(node),
            Sql.Arg(person.Value)
        );
        return new(person, caller.IsAdministrator, rows[0]);
    }
}
