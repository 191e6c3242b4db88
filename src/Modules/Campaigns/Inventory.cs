using CampaignDashboard.Campaigns.Contracts;
using Npgsql;

namespace CampaignDashboard.Campaigns;

/// <summary>Reads the inventory: organisers, campaigns, programs. Sessions are read through <see cref="Sessions"/>.</summary>
internal sealed class Inventory(NpgsqlDataSource database)
{
    private static readonly string Organisers = Sql.Read(typeof(Inventory).Assembly, "Organisers.sql");
    private static readonly string Campaigns = Sql.Read(typeof(Inventory).Assembly, "Campaigns.sql");
    private static readonly string Programs = Sql.Read(typeof(Inventory).Assembly, "Programs.sql");
    private static readonly string NodeExists = Sql.Read(typeof(Inventory).Assembly, "NodeExists.sql");
    private static readonly string CoordinatorsOf =
        "select person_id from inventory.coordinator where node_id = $1 order by since, person_id";

    internal sealed record OrganiserRow(OrganiserId Id, string Slug, string Name, long Version, long Campaigns);

    internal sealed record CampaignRow(
        CampaignId Id,
        string Slug,
        string Title,
        string Description,
        long Version,
        OrganiserId Organiser,
        string OrganiserSlug,
        string OrganiserName,
        long Sessions
    );

    internal sealed record ProgramRow(
        ProgramId Id,
        string Slug,
        string Title,
        string Description,
        long Version,
        CampaignId Campaign,
        string CampaignSlug,
        string CampaignTitle,
        long Sessions
    );

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

    /// <summary>Whether an organiser, campaign, program or session has this id.</summary>
    public async Task<bool> Exists(Guid node, CancellationToken cancellation) =>
        (await database.Query(NodeExists, row => row.GetBoolean(0), cancellation, Sql.Arg(node)))[0];

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

    private static OrganiserRow ReadOrganiser(NpgsqlDataReader row) =>
        new(new(row.GetGuid(0)), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4));

    private static CampaignRow ReadCampaign(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetInt64(4),
            new(row.GetGuid(5)),
            row.GetString(6),
            row.GetString(7),
            row.GetInt64(8)
        );

    private static ProgramRow ReadProgram(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetInt64(4),
            new(row.GetGuid(5)),
            row.GetString(6),
            row.GetString(7),
            row.GetInt64(8)
        );
}
