using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Paging;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// Pages of the inventory's lists for the API, by name or by start, then by id; each asks for one row more than the page has.
/// </summary>
internal sealed partial class Inventory
{
    private const string BehindSession = "($2::timestamptz is null or (s.starts, s.session_id) > ($2, $3))";

    private const string CoordinatorsBehind =
        "select person_id, since from inventory.coordinator where node_id = $1 and ($2::timestamptz is null or (since, person_id) > ($2, $3)) order by since, person_id limit $4";

    /// <summary>Who coordinates a thing itself, in the order of their appointment.</summary>
    public Task<IReadOnlyList<(PersonId Person, DateTimeOffset Since)>> CoordinatorsPage(
        Guid node,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var after = Cursors.InstantAndId(page.After);
        return database.Query(
            CoordinatorsBehind,
            row => (new PersonId(row.GetGuid(0)), row.GetFieldValue<DateTimeOffset>(1)),
            cancellation,
            Sql.Arg(node),
            Sql.ArgOrNull(after?.Instant, NpgsqlDbType.TimestampTz),
            Sql.ArgOrNull(after?.Id, NpgsqlDbType.Uuid),
            Sql.Arg(page.Size + 1)
        );
    }

    /// <summary>Organisers, by name.</summary>
    public Task<IReadOnlyList<OrganiserRow>> Page(PageRequest page, CancellationToken cancellation) =>
        database.Query(
            $"{Organisers} where {Behind("o.name", "o.organiser_id")} order by o.name, o.organiser_id limit $3",
            ReadOrganiser,
            cancellation,
            ByName(page)
        );

    /// <summary>Campaigns of an organiser or of all, archived ones or the others or both, by title.</summary>
    public Task<IReadOnlyList<CampaignRow>> Page(
        OrganiserId? organiser,
        bool? archived,
        PageRequest page,
        CancellationToken cancellation
    ) =>
        database.Query(
            $"""
            {Campaigns}
            where {Behind("c.title", "c.campaign_id")}
                and ($4::uuid is null or c.organiser_id = $4)
                and ($5::boolean is null or $5 = exists (select from inventory.archived a where a.node_id = c.campaign_id))
            order by c.title, c.campaign_id limit $3
            """,
            ReadCampaign,
            cancellation,
            [
                .. ByName(page),
                Sql.ArgOrNull(organiser?.Value, NpgsqlDbType.Uuid),
                Sql.ArgOrNull(archived, NpgsqlDbType.Boolean),
            ]
        );

    /// <summary>Programs of a campaign, by title.</summary>
    public Task<IReadOnlyList<ProgramRow>> Page(
        CampaignId campaign,
        PageRequest page,
        CancellationToken cancellation
    ) =>
        database.Query(
            $"{Programs} where {Behind("p.title", "p.program_id")} and p.campaign_id = $4 order by p.title, p.program_id limit $3",
            ReadProgram,
            cancellation,
            [.. ByName(page), Sql.Arg(campaign.Value)]
        );

    /// <summary>Listed sessions of a program, by start.</summary>
    public Task<IReadOnlyList<SessionPlan>> Page(ProgramId program, PageRequest page, CancellationToken cancellation)
    {
        var after = Cursors.InstantAndId(page.After);
        return database.Query(
            $"{Sessions.Query} where s.program_id = $1 and s.listed and {BehindSession} order by s.starts, s.session_id limit $4",
            Sessions.Read,
            cancellation,
            Sql.Arg(program.Value),
            Sql.ArgOrNull(after?.Instant, NpgsqlDbType.TimestampTz),
            Sql.ArgOrNull(after?.Id, NpgsqlDbType.Uuid),
            Sql.Arg(page.Size + 1)
        );
    }

    private static string Behind(string name, string id) => $"($1::text is null or ({name}, {id}) > ($1, $2))";

    private static NpgsqlParameter[] ByName(PageRequest page)
    {
        var after = Cursors.NameAndId(page.After);
        return
        [
            Sql.ArgOrNull(after?.Name, NpgsqlDbType.Text),
            Sql.ArgOrNull(after?.Id, NpgsqlDbType.Uuid),
            Sql.Arg(page.Size + 1),
        ];
    }
}
