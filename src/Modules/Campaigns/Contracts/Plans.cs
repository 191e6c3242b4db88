using Npgsql;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>What kinds of things the inventory holds, from the top down.</summary>
public enum NodeKind
{
    /// <summary>A chapter, affiliate or organisation.</summary>
    Organiser,

    /// <summary>A series of programs.</summary>
    Campaign,

    /// <summary>A series of sessions.</summary>
    Program,

    /// <summary>One event.</summary>
    Session,
}

/// <summary>Anything that the inventory holds, with its address as it is now.</summary>
public sealed record PlannedNode(NodeKind Kind, Guid Id, string Slug, string Title)
{
    /// <summary>The path of its page.</summary>
    public string Page => $"/{Kind.ToString().ToLowerInvariant()}s/{Slug}";

    /// <summary>The answer to an id or address that nothing of this kind has.</summary>
    public static Refusal NotFound(NodeKind kind) =>
        kind switch
        {
            NodeKind.Organiser => Inventory.NoSuchOrganiser,
            NodeKind.Campaign => Inventory.NoSuchCampaign,
            NodeKind.Program => Inventory.NoSuchProgram,
            _ => Sessions.NotFound,
        };
}

/// <summary>Where a session stands in the tree.</summary>
public sealed record SessionPlace(SessionId Session, ProgramId Program, CampaignId Campaign, OrganiserId Organiser);

/// <summary>The tree of plans, for modules downstream that look at several sessions together.</summary>
public sealed class Plans
{
    private static readonly string Below = Sql.Read(typeof(Plans).Assembly, "SessionPlaces.sql");

    private const string AllBelow =
        "select s.session_id from inventory.session s join inventory.program p using (program_id) join inventory.campaign c using (campaign_id) where $1 in (s.session_id, s.program_id, p.campaign_id, c.organiser_id)";

    private readonly NpgsqlDataSource database;
    private readonly Inventory inventory;

    internal Plans(NpgsqlDataSource database, Inventory inventory) =>
        (this.database, this.inventory) = (database, inventory);

    /// <summary>The thing with this id, or null.</summary>
    public async Task<PlannedNode?> Find(Guid id, CancellationToken cancellation) =>
        await inventory.Find(id, cancellation) is { } node ? new(node.Kind, node.Id, node.Slug, node.Title) : null;

    /// <summary>The thing of this kind at this address, or null.</summary>
    public async Task<PlannedNode?> At(NodeKind kind, string slug, CancellationToken cancellation) =>
        await inventory.At(kind, slug, cancellation) is { } node
            ? new(node.Kind, node.Id, node.Slug, node.Title)
            : null;

    /// <summary>The listed sessions of an organiser, campaign or program, the first first; nobody learns of others by it.</summary>
    public Task<IReadOnlyList<SessionPlace>> SessionsBelow(Guid node, CancellationToken cancellation) =>
        Places(node, [], cancellation);

    /// <summary>
    /// The sessions of an organiser, campaign or program, or the session itself, unlisted ones too: for work that nobody
    /// sees.
    /// </summary>
    public Task<IReadOnlyList<SessionId>> AllSessionsBelow(Guid node, CancellationToken cancellation) =>
        database.Query(AllBelow, row => new SessionId(row.GetGuid(0)), cancellation, Sql.Arg(node));

    /// <summary>Where these sessions stand, listed or not.</summary>
    public Task<IReadOnlyList<SessionPlace>> PlacesOf(
        IReadOnlyCollection<SessionId> sessions,
        CancellationToken cancellation
    ) => Places(Guid.Empty, [.. sessions.Select(s => s.Value)], cancellation);

    private Task<IReadOnlyList<SessionPlace>> Places(Guid node, Guid[] sessions, CancellationToken cancellation) =>
        database.Query(
            Below,
            row => new SessionPlace(new(row.GetGuid(0)), new(row.GetGuid(1)), new(row.GetGuid(2)), new(row.GetGuid(3))),
            cancellation,
            Sql.Arg(node),
            Sql.Arg(sessions)
        );
}
