using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>
/// What archiving, reopening, moving and deleting do to the inventory's tables. What was deleted leaves them, but for its
/// addresses; a foreign key refuses what something was put into at the same moment.
/// </summary>
internal static class LifecycleTables
{
    private const string Archive = "insert into archived (node_id) values ($1) on conflict do nothing";
    private const string Reopen = "delete from archived where node_id = $1";
    private const string Dismiss = "delete from coordinator where node_id = $1";
    private const string Delete = "insert into deleted (node_id, kind) values ($1, $2)";

    private static readonly string Rearchive = Sql.Read(typeof(LifecycleTables).Assembly, "Rearchive.sql");

    public static IEnumerable<InventoryTables.Statement> Of(LifecycleEvent lifecycle) =>
        lifecycle switch
        {
            PlanArchived e => [new(Archive, [Sql.Arg(e.Node)]), new(Rearchive, [Sql.Arg(e.Node)])],
            PlanReopened e => [new(Reopen, [Sql.Arg(e.Node)]), new(Rearchive, [Sql.Arg(e.Node)])],
            PlanMoved e => [new(MoveOf(e.Kind), [Sql.Arg(e.Node), Sql.Arg(e.To)]), new(Rearchive, [Sql.Arg(e.Node)])],
            PlanDeleted e =>
            [
                new(DeleteOf(e.Kind), [Sql.Arg(e.Node)]),
                new(Reopen, [Sql.Arg(e.Node)]),
                new(Dismiss, [Sql.Arg(e.Node)]),
                new(Delete, [Sql.Arg(e.Node), Sql.Arg(e.Kind.ToString())]),
            ],
            _ => [],
        };

    private static string MoveOf(NodeKind kind) =>
        $"update {InventoryTables.Table(kind)} set {InventoryTables.Table(kind - 1)}_id = $2 where {InventoryTables.Table(kind)}_id = $1";

    private static string DeleteOf(NodeKind kind) =>
        $"delete from {InventoryTables.Table(kind)} where {InventoryTables.Table(kind)}_id = $1";
}
