using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>What copying, moving and deleting ask of the inventory.</summary>
internal sealed partial class Inventory
{
    private const string SessionsOfProgram =
        "select session_id from inventory.session where program_id = $1 and cancelled is null order by starts, session_id limit $2";
    private const string ProgramOfSession = "select program_id from inventory.session where session_id = $1";
    private const string DeletedAt =
        "select 1 from inventory.former_address f join inventory.deleted d using (node_id) where f.kind = $1 and f.slug = $2";
    private const string WasDeletedOnce = "select 1 from inventory.deleted where node_id = $1";
    private const string AnyChild =
        "select 1 where exists (select from inventory.program where campaign_id = $1) or exists (select from inventory.session where program_id = $1)";
    private const string TakenSlugs = "select slug from inventory.former_address where kind = $1 and slug = any($2)";
    private static readonly string Parents = Sql.Read(typeof(Inventory).Assembly, "Parents.sql");
    private static readonly string Places = Sql.Read(typeof(Inventory).Assembly, "Places.sql");

    /// <summary>What something may be moved to; <paramref name="Above"/> is the title of what that belongs to.</summary>
    internal sealed record Place(Guid Id, string Title, string Above);

    /// <summary>All sessions of a program, listed or not, that take place; in the order of their start, at most so many.</summary>
    public Task<IReadOnlyList<SessionId>> SessionsOf(ProgramId program, int most, CancellationToken cancellation) =>
        database.Query(
            SessionsOfProgram,
            row => new SessionId(row.GetGuid(0)),
            cancellation,
            Sql.Arg(program.Value),
            Sql.Arg(most)
        );

    /// <summary>What a campaign, program or session belongs to, or null.</summary>
    public async Task<Guid?> ParentOf(Guid node, CancellationToken cancellation) =>
        await database.Query(Parents, row => row.GetGuid(0), cancellation, Sql.Arg(node)) is [var parent]
            ? parent
            : null;

    /// <summary>Whether a campaign has no program, a program no session, listed or not.</summary>
    public async Task<bool> IsEmpty(Guid node, CancellationToken cancellation) =>
        (await database.Query(AnyChild, row => row.GetInt32(0), cancellation, Sql.Arg(node))).Count == 0;

    /// <summary>Whether what was at this address was deleted.</summary>
    public async Task<bool> WasDeleted(NodeKind kind, string slug, CancellationToken cancellation) =>
        (
            await database.Query(
                DeletedAt,
                row => row.GetInt32(0),
                cancellation,
                Sql.Arg(kind.ToString()),
                Sql.Arg(slug)
            )
        ).Count > 0;

    /// <summary>The refusal for an id that nothing has: what was deleted is gone.</summary>
    public async Task<Refusal> Missing(Guid node, Refusal notFound, CancellationToken cancellation) =>
        (await database.Query(WasDeletedOnce, row => row.GetInt32(0), cancellation, Sql.Arg(node))).Count > 0
            ? Standing.IsDeleted
            : notFound;

    /// <summary>Where the caller may move something of this kind to.</summary>
    public Task<IReadOnlyList<Place>> PlacesFor(NodeKind kind, Standing by, CancellationToken cancellation) =>
        database.Query(
            Places,
            row => new Place(row.GetGuid(0), row.GetString(1), row.GetString(2)),
            cancellation,
            Sql.Arg(kind.ToString()),
            Sql.Arg(by.Person?.Value ?? Guid.Empty),
            Sql.Arg(by.IsAdministrator)
        );

    /// <summary>Those of these slugs that a page of this kind has or had.</summary>
    public async Task<IReadOnlySet<string>> Taken(
        NodeKind kind,
        IReadOnlyList<string> slugs,
        CancellationToken cancellation
    ) =>
        (
            await database.Query(
                TakenSlugs,
                row => row.GetString(0),
                cancellation,
                Sql.Arg(kind.ToString()),
                Sql.Arg(slugs.ToArray())
            )
        ).ToHashSet(StringComparer.Ordinal);
}
