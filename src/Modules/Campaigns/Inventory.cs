using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>Reads the inventory: organisers, campaigns, programs. Sessions are read through <see cref="Sessions"/>.</summary>
internal sealed partial class Inventory(NpgsqlDataSource database)
{
    /// <summary>The answer to an id or address that no organiser has.</summary>
    public static readonly Refusal NoSuchOrganiser = Refusal.NotFound(
        "no-such-organiser",
        "There is no such organiser. Check its address."
    );

    /// <summary>The answer to an id or address that no campaign has.</summary>
    public static readonly Refusal NoSuchCampaign = Refusal.NotFound(
        "no-such-campaign",
        "There is no such campaign. Check its address."
    );

    /// <summary>The answer to an id or address that no program has.</summary>
    public static readonly Refusal NoSuchProgram = Refusal.NotFound(
        "no-such-program",
        "There is no such program. Check its address."
    );

    private static readonly string Organisers = Sql.Read(typeof(Inventory).Assembly, "Organisers.sql");
    private static readonly string Campaigns = Sql.Read(typeof(Inventory).Assembly, "Campaigns.sql");
    private static readonly string Programs = Sql.Read(typeof(Inventory).Assembly, "Programs.sql");
    private static readonly string Nodes = Sql.Read(typeof(Inventory).Assembly, "Nodes.sql");
    private static readonly string CoordinatorsOf =
        "select person_id from inventory.coordinator where node_id = $1 order by since, person_id";

    /// <summary>Anything that the inventory holds, with its address as it is now.</summary>
    internal sealed record Node(NodeKind Kind, Guid Id, string Slug, string Title)
    {
        /// <summary>The version of its stream.</summary>
        public long Version { get; init; }
    }

    internal sealed record OrganiserRow(
        OrganiserId Id,
        string Slug,
        OrganiserDetails Details,
        long Version,
        long Campaigns
    )
    {
        public string Name => Details.Name;
    }

    internal sealed record CampaignRow(
        CampaignId Id,
        string Slug,
        CampaignDetails Details,
        long Version,
        OrganiserId Organiser,
        string OrganiserSlug,
        string OrganiserName,
        long Sessions,
        bool Archived
    )
    {
        public string Title => Details.Title;

        public string Description => Details.Description;
    }

    internal sealed record ProgramRow(
        ProgramId Id,
        string Slug,
        ProgramDetails Details,
        long Version,
        CampaignId Campaign,
        string CampaignSlug,
        string CampaignTitle,
        long Sessions,
        bool Archived
    )
    {
        public string Title => Details.Title;

        public string Description => Details.Description;

        public ProgramPlan Plan => new(Id, Slug, Title, Details.Goals ?? [], Version);
    }

    public Task<IReadOnlyList<OrganiserRow>> AllOrganisers(CancellationToken cancellation) =>
        database.Query($"{Organisers} order by o.name, o.slug", ReadOrganiser, cancellation);

    public async Task<OrganiserRow?> Find(OrganiserId id, CancellationToken cancellation) =>
        (
            await database.Query(
                $"{Organisers} where o.organiser_id = $1",
                ReadOrganiser,
                cancellation,
                Sql.Arg(id.Value)
            )
        ).SingleOrDefault();

    public async Task<OrganiserRow?> OrganiserAt(string slug, CancellationToken cancellation) =>
        (
            await database.Query($"{Organisers} where o.slug = $1", ReadOrganiser, cancellation, Sql.Arg(slug))
        ).SingleOrDefault();

    public Task<IReadOnlyList<CampaignRow>> AllCampaigns(CancellationToken cancellation) =>
        database.Query($"{Campaigns} order by c.title, c.slug", ReadCampaign, cancellation);

    public Task<IReadOnlyList<CampaignRow>> CampaignsOf(OrganiserId organiser, CancellationToken cancellation) =>
        database.Query(
            $"{Campaigns} where c.organiser_id = $1 order by c.title, c.slug",
            ReadCampaign,
            cancellation,
            Sql.Arg(organiser.Value)
        );

    public async Task<CampaignRow?> Find(CampaignId id, CancellationToken cancellation) =>
        (
            await database.Query($"{Campaigns} where c.campaign_id = $1", ReadCampaign, cancellation, Sql.Arg(id.Value))
        ).SingleOrDefault();

    public async Task<CampaignRow?> CampaignAt(string slug, CancellationToken cancellation) =>
        (
            await database.Query($"{Campaigns} where c.slug = $1", ReadCampaign, cancellation, Sql.Arg(slug))
        ).SingleOrDefault();

    public Task<IReadOnlyList<ProgramRow>> ProgramsOf(CampaignId campaign, CancellationToken cancellation) =>
        database.Query(
            $"{Programs} where p.campaign_id = $1 order by p.title, p.slug",
            ReadProgram,
            cancellation,
            Sql.Arg(campaign.Value)
        );

    public async Task<ProgramRow?> Find(ProgramId id, CancellationToken cancellation) =>
        (
            await database.Query($"{Programs} where p.program_id = $1", ReadProgram, cancellation, Sql.Arg(id.Value))
        ).SingleOrDefault();

    public async Task<ProgramRow?> ProgramAt(string slug, CancellationToken cancellation) =>
        (
            await database.Query($"{Programs} where p.slug = $1", ReadProgram, cancellation, Sql.Arg(slug))
        ).SingleOrDefault();

    public Task<IReadOnlyList<ProgramRow>> ProgramsWith(ShortCode code, CancellationToken cancellation) =>
        database.Query(
            $"{Programs} where p.program_id between $1 and $2 order by p.program_id",
            ReadProgram,
            cancellation,
            Sql.Arg(code.First),
            Sql.Arg(code.Last)
        );

    /// <summary>The organiser, campaign, program or session of this id, or null.</summary>
    public async Task<Node?> Find(Guid node, CancellationToken cancellation) =>
        (await database.Query($"{Nodes} where n.id = $1", ReadNode, cancellation, Sql.Arg(node))).SingleOrDefault();

    /// <summary>What is at this address now, or null.</summary>
    public async Task<Node?> At(NodeKind kind, string slug, CancellationToken cancellation) =>
        (
            await database.Query(
                $"{Nodes} where n.kind = $1 and n.slug = $2",
                ReadNode,
                cancellation,
                Sql.Arg(kind.ToString()),
                Sql.Arg(slug)
            )
        ).SingleOrDefault();

    /// <summary>Whether an organiser, campaign, program or session has this id.</summary>
    public async Task<bool> Exists(Guid node, CancellationToken cancellation) =>
        await Find(node, cancellation) is not null;

    /// <summary>What had this address before it got the one it has now, or null.</summary>
    public async Task<Node?> FormerlyAt(NodeKind kind, string slug, CancellationToken cancellation) =>
        (
            await database.Query(
                $"{Nodes} join inventory.former_address f on f.node_id = n.id where f.kind = $1 and f.slug = $2",
                ReadNode,
                cancellation,
                Sql.Arg(kind.ToString()),
                Sql.Arg(slug)
            )
        ).SingleOrDefault();

    /// <summary>The program a session belongs to, or null.</summary>
    public async Task<ProgramId?> ProgramOf(SessionId session, CancellationToken cancellation) =>
        await database.Query(ProgramOfSession, row => row.GetGuid(0), cancellation, Sql.Arg(session.Value))
            is [var program]
            ? new(program)
            : null;

    /// <summary>The coordinators of one node itself, in the order of their appointment.</summary>
    public async Task<IReadOnlyList<Identity.Contracts.PersonId>> Coordinators(
        Guid node,
        CancellationToken cancellation
    ) =>
        await database.Query(
            CoordinatorsOf,
            row => new Identity.Contracts.PersonId(row.GetGuid(0)),
            cancellation,
            Sql.Arg(node)
        );

    private static Node ReadNode(NpgsqlDataReader row) =>
        new(Enum.Parse<NodeKind>(row.GetString(0)), row.GetGuid(1), row.GetString(2), row.GetString(3))
        {
            Version = row.GetInt64(4),
        };

    private static OrganiserRow ReadOrganiser(NpgsqlDataReader row) =>
        new(new(row.GetGuid(0)), row.GetString(1), Details<OrganiserDetails>(row, 2), row.GetInt64(3), row.GetInt64(4));

    private static CampaignRow ReadCampaign(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            row.GetString(1),
            Details<CampaignDetails>(row, 2),
            row.GetInt64(3),
            new(row.GetGuid(4)),
            row.GetString(5),
            row.GetString(6),
            row.GetInt64(7),
            row.GetBoolean(8)
        );

    private static ProgramRow ReadProgram(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            row.GetString(1),
            Details<ProgramDetails>(row, 2),
            row.GetInt64(3),
            new(row.GetGuid(4)),
            row.GetString(5),
            row.GetString(6),
            row.GetInt64(7),
            row.GetBoolean(8)
        );

    private static T Details<T>(NpgsqlDataReader row, int column) =>
        JsonSerializer.Deserialize<T>(row.GetString(column), EventTypes.Json)
        ?? throw new InvalidOperationException("The inventory holds no details.");
}
