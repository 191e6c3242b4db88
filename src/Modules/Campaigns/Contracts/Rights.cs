using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What the caller is to one organiser, campaign, program or session. Commands carry it, and their Decide asks it: rights
/// are checked on the command, never on the button.
/// </summary>
public sealed record Standing(PersonId? Person, bool IsAdministrator, bool IsCoordinator)
{
    /// <summary>The answer to who would change what is archived.</summary>
    public static readonly Refusal IsArchived = Refusal.Conflict(
        "archived",
        "This is archived and cannot be changed. Reopen it first, or what it belongs to."
    );

    /// <summary>The answer to who asks for what was deleted.</summary>
    public static readonly Refusal IsDeleted = Refusal.Gone("deleted", "What was at this address has been deleted.");

    /// <summary>The answer to who may not plan here.</summary>
    public static readonly Refusal NotACoordinator = Refusal.Forbidden(
        "not-a-coordinator",
        "Only a coordinator of this event, or of what it belongs to, may do that. Ask one of them to appoint you."
    );

    /// <summary>The answer to who has not signed in.</summary>
    public static readonly Refusal NotSignedIn = Refusal.Forbidden("sign-in-first", "Sign in first, then try again.");

    /// <summary>The answer to who is not an administrator of this instance.</summary>
    public static readonly Refusal NotAnAdministrator = Caller.NotAnAdministrator;

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

    /// <summary>Whether the thing may change at all.</summary>
    public Life Life { get; init; }

    /// <summary>
    /// Why the caller may not change the thing, or null. Each command of coordinators asks this: rights, and whether it is
    /// archived or deleted, are one answer in one place.
    /// </summary>
    public Refusal? MayNotCoordinate => MayNotArchive ?? (Life == Life.Archived ? IsArchived : null);

    /// <summary>Why the caller may neither archive nor reopen the thing, or null: what it belongs to comes first.</summary>
    public Refusal? MayNotArchive =>
        Life == Life.Deleted ? IsDeleted
        : !MayCoordinate ? NotACoordinator
        : Life == Life.ArchivedAbove ? IsArchived
        : null;

    /// <summary>Why the caller may not do there what everybody may who has signed in, or null.</summary>
    public Refusal? MayNotTakePart =>
        Life == Life.Deleted ? IsDeleted
        : Person is null ? NotSignedIn
        : Life == Life.Open ? null
        : IsArchived;

    /// <summary>True for a coordinator of the thing or of anything above it, and for an administrator.</summary>
    public bool MayCoordinate => IsAdministrator || IsCoordinator;
}

/// <summary>Whether a thing of the inventory may change.</summary>
public enum Life
{
    /// <summary>It may.</summary>
    Open,

    /// <summary>It was archived itself.</summary>
    Archived,

    /// <summary>Something that it belongs to was archived.</summary>
    ArchivedAbove,

    /// <summary>It was deleted.</summary>
    Deleted,
}

/// <summary>Looks up what a caller may do: rights go down the tree, not up.</summary>
public sealed class Rights(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read(typeof(Rights).Assembly, "Rights.sql");

    /// <summary>The caller's standing at an organiser, campaign, program or session.</summary>
    public async Task<Standing> At(Guid node, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var rows = await database.Query(
            Query,
            row => new Standing(caller.Person, caller.IsAdministrator, row.GetBoolean(0)) { Life = LifeOf(row) },
            cancellation,
            Sql.Arg(node),
            Sql.ArgOrNull(caller.Person?.Value, NpgsqlDbType.Uuid)
        );
        return rows[0];
    }

    private static Life LifeOf(NpgsqlDataReader row) =>
        row.GetBoolean(3) ? Life.Deleted
        : row.GetBoolean(2) ? Life.ArchivedAbove
        : row.GetBoolean(1) ? Life.Archived
        : Life.Open;
}
