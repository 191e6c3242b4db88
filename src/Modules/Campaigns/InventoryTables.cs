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
        "insert into organiser (organiser_id, slug, name, details, version) values ($1, $2, $3, $4, $5)";
    private const string AddCampaign =
        "insert into campaign (campaign_id, organiser_id, slug, title, details, version) values ($1, $2, $3, $4, $5, $6)";
    private const string AddProgram =
        "insert into program (program_id, campaign_id, slug, title, details, version) values ($1, $2, $3, $4, $5, $6)";
    private const string AddCoordinator =
        "insert into coordinator (node_id, person_id, since) values ($1, $2, $3) on conflict do nothing";
    private const string RemoveCoordinator = "delete from coordinator where node_id = $1 and person_id = $2";
    private const string Address = "insert into former_address (kind, slug, node_id) values ($1, $2, $3)";
    private const string AddressUnlessIts =
        "insert into former_address (kind, slug, node_id) select $1, $2, $3 where not exists (select from former_address where kind = $1 and slug = $2 and node_id = $3)";
    private static readonly string AddSession = Sql.Read(typeof(InventoryTables).Assembly, "AddSession.sql");
    private static readonly string Reschedule = Sql.Read(typeof(InventoryTables).Assembly, "RescheduleSession.sql");

    public string Name => "inventory";

    public int Version => 5;

    public IReadOnlyCollection<Type> Wants =>
        [
            typeof(OrganiserEvent),
            typeof(CampaignEvent),
            typeof(ProgramEvent),
            typeof(SessionEvent),
            typeof(CoordinationEvent),
            typeof(AddressingEvent),
            typeof(LifecycleEvent),
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

    private static IEnumerable<Statement> Statements(StoredEvent stored) =>
        stored.Data switch
        {
            OrganiserEvent e => Of(e, stored.Version),
            CampaignEvent e => Of(e, stored.Version),
            ProgramEvent e => Of(e, stored.Version),
            SessionEvent e => Of(e, stored.Version),
            CoordinatorAppointed e => [Appointed(e.Node, e.Person.Value, e.At)],
            CoordinatorDismissed e => [new(RemoveCoordinator, [Sql.Arg(e.Node), Sql.Arg(e.Person.Value)])],
            AddressChanged e => Moved(e),
            LifecycleEvent e => LifecycleTables.Of(e),
            _ => [],
        };

    private static IEnumerable<Statement> Of(OrganiserEvent organiser, long version) =>
        organiser switch
        {
            OrganiserRegistered e =>
            [
                new(AddOrganiser, Row(e.Organiser.Value, null, e.Slug, e.Name, new OrganiserDetails(e.Name), version)),
                Appointed(e.Organiser.Value, e.Coordinator.Value, e.At),
                At(NodeKind.Organiser, e.Slug, e.Organiser.Value),
            ],
            OrganiserDescribed e =>
            [
                Described(NodeKind.Organiser, e.Organiser.Value, e.Details.Name, e.Details, version),
            ],
            _ => [],
        };

    private static IEnumerable<Statement> Of(CampaignEvent campaign, long version) =>
        campaign switch
        {
            CampaignStarted e =>
            [
                new(
                    AddCampaign,
                    Row(
                        e.Campaign.Value,
                        e.Organiser.Value,
                        e.Slug,
                        e.Title,
                        new CampaignDetails(e.Title, e.Description),
                        version
                    )
                ),
                At(NodeKind.Campaign, e.Slug, e.Campaign.Value),
            ],
            CampaignDescribed e =>
            [
                Described(NodeKind.Campaign, e.Campaign.Value, e.Details.Title, e.Details, version),
            ],
            _ => [],
        };

    private static IEnumerable<Statement> Of(ProgramEvent program, long version) =>
        program switch
        {
            ProgramPlanned e =>
            [
                new(
                    AddProgram,
                    Row(
                        e.Program.Value,
                        e.Campaign.Value,
                        e.Slug,
                        e.Title,
                        new ProgramDetails(e.Title, e.Description),
                        version
                    )
                ),
                At(NodeKind.Program, e.Slug, e.Program.Value),
            ],
            ProgramDescribed e => [Described(NodeKind.Program, e.Program.Value, e.Details.Title, e.Details, version)],
            _ => [],
        };

    private static IEnumerable<Statement> Of(SessionEvent session, long version) =>
        session switch
        {
            SessionScheduled e =>
            [
                new(AddSession, SessionRow(e, version)),
                At(NodeKind.Session, e.Slug, e.Session.Value),
            ],
            SessionDescribed e =>
            [
                Described(NodeKind.Session, e.Session.Value, e.Details.Title, e.Details, version),
                Set(e.Session, version, "venue = $3", Sql.Arg(e.Details.Venue)),
            ],
            SessionRescheduled e => [new(Reschedule, Times(e, version))],
            TrackedWikisChanged e => [Set(e.Session, version, "wikis = $3", Json(e.Wikis))],
            SessionListed e => [Set(e.Session, version, "listed = $3", Sql.Arg(true))],
            SessionUnlisted e => [Set(e.Session, version, "listed = $3", Sql.Arg(false))],
            SessionCancelled e => [Set(e.Session, version, "cancelled = $3", Sql.Arg(e.Reason))],
            SessionReinstated e => [Set(e.Session, version, "cancelled = null")],
            RegistrationPlanned e =>
            [
                Set(e.Session, version, "registration = $3", Json(new RegistrationPlan(e.Opens, e.Closes, e.Capacity))),
            ],
            CountingRuleSet e => [Set(e.Session, version, "counting = $3", Json(new CountingRule(e.Scope, e.From)))],
            _ => [],
        };

    private static Statement Appointed(Guid node, Guid person, DateTimeOffset at) =>
        new(AddCoordinator, [Sql.Arg(node), Sql.Arg(person), Sql.Arg(at)]);

    private static Statement At(NodeKind kind, string slug, Guid node) =>
        new(Address, [Sql.Arg(kind.ToString()), Sql.Arg(slug), Sql.Arg(node)]);

    /// <summary>A page may go back to an address of its own; one that another page has or had is refused by the key.</summary>
    private static Statement[] Moved(AddressChanged e) =>
        [
            new(AddressUnlessIts, [Sql.Arg(e.Kind.ToString()), Sql.Arg(e.Slug), Sql.Arg(e.Node)]),
            new(
                $"update {Table(e.Kind)} set slug = $2 where {Table(e.Kind)}_id = $1",
                [Sql.Arg(e.Node), Sql.Arg(e.Slug)]
            ),
        ];

    private static Statement Described(NodeKind kind, Guid id, string title, object details, long version) =>
        new(
            $"update {Table(kind)} set {(kind == NodeKind.Organiser ? "name" : "title")} = $2, details = $3, version = $4 where {Table(kind)}_id = $1",
            [Sql.Arg(id), Sql.Arg(title), Json(details), Sql.Arg(version)]
        );

    private static Statement Set(SessionId session, long version, string what, params NpgsqlParameter[] value) =>
        new(
            $"update session set version = $2, {what} where session_id = $1",
            [Sql.Arg(session.Value), Sql.Arg(version), .. value]
        );

    internal static string Table(NodeKind kind) => kind.ToString().ToLowerInvariant();

    private static NpgsqlParameter[] Row(
        Guid id,
        Guid? parent,
        string slug,
        string title,
        object details,
        long version
    ) =>
        [
            Sql.Arg(id),
            .. parent is { } above ? [Sql.Arg(above)] : Array.Empty<NpgsqlParameter>(),
            Sql.Arg(slug),
            Sql.Arg(title),
            Json(details),
            Sql.Arg(version),
        ];

    private static NpgsqlParameter[] SessionRow(SessionScheduled e, long version) =>
        [
            Sql.Arg(e.Session.Value),
            Sql.Arg(e.Program.Value),
            Sql.Arg(e.Slug),
            Sql.Arg(e.Title),
            Sql.Arg(e.Venue),
            Json(new SessionDetails(e.Title, e.Description, e.Venue)),
            Sql.Arg(e.TimeZone),
            Sql.Arg(e.Start),
            Sql.Arg(e.End),
            Sql.Arg(e.TrackedFrom),
            Sql.Arg(e.TrackedUntil),
            Json(e.Wikis),
            Sql.Arg(e.Listed),
            Sql.Arg(version),
        ];

    private static NpgsqlParameter[] Times(SessionRescheduled e, long version) =>
        [
            Sql.Arg(e.Session.Value),
            Sql.Arg(version),
            Sql.Arg(e.TimeZone),
            Sql.Arg(e.Start),
            Sql.Arg(e.End),
            Sql.Arg(e.TrackedFrom),
            Sql.Arg(e.TrackedUntil),
        ];

    private static NpgsqlParameter Json(object value) =>
        new() { Value = JsonSerializer.Serialize(value, EventTypes.Json), NpgsqlDbType = NpgsqlDbType.Jsonb };

    internal readonly record struct Statement(string Sql, NpgsqlParameter[] Parameters);
}
