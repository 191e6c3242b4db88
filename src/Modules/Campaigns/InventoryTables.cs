using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// The inventory's tables, written in the append's transaction, one row an event: planning appends a handful of events
/// at a time, so a statement an event is set-based enough.
/// </summary>
internal sealed class InventoryTables : IInlineProjection
{
    private const string AddOrganiser =
        "insert into organiser (organiser_id, slug, name, version) values ($1, $2, $3, $4)";
    private const string AddCampaign =
        "insert into campaign (campaign_id, organiser_id, slug, title, description, version) values ($1, $2, $3, $4, $5, $6)";
    private const string AddProgram =
        "insert into program (program_id, campaign_id, slug, title, description, version) values ($1, $2, $3, $4, $5, $6)";
    private const string AddCoordinator =
        "insert into coordinator (node_id, person_id, since) values ($1, $2, $3) on conflict do nothing";
    private static readonly string AddSession = Sql.Read(typeof(InventoryTables).Assembly, "AddSession.sql");

    public string Name => "inventory";

    public int Version => 2;

    public IReadOnlyCollection<Type> Wants =>
        [
            typeof(OrganiserRegistered),
            typeof(CampaignStarted),
            typeof(ProgramPlanned),
            typeof(SessionScheduled),
            typeof(CoordinatorAppointed),
        ];

    public string Tables => Sql.Read(typeof(InventoryTables).Assembly, "InventoryTables.sql");

    public string Indexes => Sql.Read(typeof(InventoryTables).Assembly, "InventoryIndexes.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        foreach (var e in events)
        {
            foreach (var (sql, parameters) in Statements(e))
            {
                await connection.Execute(sql, cancellation, parameters);
            }
        }
    }

    private static IEnumerable<(string Sql, NpgsqlParameter[] Parameters)> Statements(StoredEvent stored)
    {
        switch (stored.Data)
        {
            case OrganiserRegistered e:
                yield return (
                    AddOrganiser,
                    [Sql.Arg(e.Organiser.Value), Sql.Arg(e.Slug), Sql.Arg(e.Name), Sql.Arg(stored.Version)]
                );
                yield return (
                    AddCoordinator,
                    [Sql.Arg(e.Organiser.Value), Sql.Arg(e.Coordinator.Value), Sql.Arg(e.At)]
                );
                break;
            case CampaignStarted e:
                yield return (
                    AddCampaign,
                    Row(e.Campaign.Value, e.Organiser.Value, e.Slug, e.Title, e.Description, stored.Version)
                );
                break;
            case ProgramPlanned e:
                yield return (
                    AddProgram,
                    Row(e.Program.Value, e.Campaign.Value, e.Slug, e.Title, e.Description, stored.Version)
                );
                break;
            case SessionScheduled e:
                yield return (AddSession, SessionRow(e, stored.Version));
                break;
            case CoordinatorAppointed e:
                yield return (AddCoordinator, [Sql.Arg(e.Node), Sql.Arg(e.Person.Value), Sql.Arg(e.At)]);
                break;
        }
    }

    private static NpgsqlParameter[] Row(
        Guid id,
        Guid parent,
        string slug,
        string title,
        string description,
        long version
    ) => [Sql.Arg(id), Sql.Arg(parent), Sql.Arg(slug), Sql.Arg(title), Sql.Arg(description), Sql.Arg(version)];

    private static NpgsqlParameter[] SessionRow(SessionScheduled e, long version) =>
        [
            Sql.Arg(e.Session.Value),
            Sql.Arg(e.Program.Value),
            Sql.Arg(e.Slug),
            Sql.Arg(e.Title),
            Sql.Arg(e.Description),
            Sql.Arg(e.Venue),
            Sql.Arg(e.TimeZone),
            Sql.Arg(e.Start),
            Sql.Arg(e.End),
            Sql.Arg(e.TrackedFrom),
            Sql.Arg(e.TrackedUntil),
            new() { Value = JsonSerializer.Serialize(e.Wikis, EventTypes.Json), NpgsqlDbType = NpgsqlDbType.Jsonb },
            Sql.Arg(e.Listed),
            Sql.Arg(version),
        ];
}
