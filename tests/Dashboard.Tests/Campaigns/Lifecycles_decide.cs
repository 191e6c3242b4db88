using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Lifecycles_decide
{
    private static readonly Guid Other = new("00000000-0000-4000-8000-00000000000e");

    private static readonly Inventory.Node Node = new(NodeKind.Session, TheSession.Value, "spring", "Spring");
    private static readonly Inventory.Node Target = new(NodeKind.Program, Other, "other", "Other");
    internal static readonly PlanArchived Archived = new(NodeKind.Session, TheSession.Value, Now);
    internal static readonly PlanReopened Reopened = new(NodeKind.Session, TheSession.Value, Now);
    internal static readonly PlanMoved Moved = new(NodeKind.Session, TheSession.Value, TheProgram.Value, Other, Now);
    internal static readonly PlanDeleted Deleted = new(NodeKind.Session, TheSession.Value, Now);

    [Fact]
    public void A_session_is_archived_once() =>
        Spec.Given<Lifecycle, LifecycleEvent>().When(s => ArchivePlan.Decide(s, Archive(Coordinator))).Then(Archived);

    [Fact]
    public void What_is_archived_is_reopened_once() =>
        Spec.Given<Lifecycle, LifecycleEvent>(Archived)
            .When(s => ReopenPlan.Decide(s, Reopen(Coordinator with { Life = Life.Archived })))
            .Then(Reopened);

    [Fact]
    public void What_belongs_to_something_archived_is_reopened_with_it() =>
        Spec.Given<Lifecycle, LifecycleEvent>(Archived)
            .When(s => ReopenPlan.Decide(s, Reopen(Coordinator with { Life = Life.ArchivedAbove })))
            .ThenRefused("archived");

    [Fact]
    public void An_organiser_and_what_is_not_there_are_not_archived()
    {
        foreach (var node in (Inventory.Node?[])[null, Node with { Kind = NodeKind.Organiser }])
        {
            Spec.Given<Lifecycle, LifecycleEvent>()
                .When(s => ArchivePlan.Decide(s, new(node, Coordinator, Now)))
                .ThenRefused("nothing-to-coordinate");
            Spec.Given<Lifecycle, LifecycleEvent>()
                .When(s => ReopenPlan.Decide(s, new(node, Coordinator, Now)))
                .ThenRefused("nothing-to-coordinate");
            Spec.Given<Lifecycle, LifecycleEvent>()
                .When(s => DeletePlan.Decide(s, Delete(Coordinator) with { Node = node }))
                .ThenRefused("nothing-to-coordinate");
            Spec.Given<Lifecycle, LifecycleEvent>()
                .When(s => MovePlan.Decide(s, Move(Coordinator) with { Node = node }))
                .ThenRefused("nothing-to-coordinate");
        }
    }

    [Fact]
    public void A_session_moves_to_another_program() =>
        Spec.Given<Lifecycle, LifecycleEvent>().When(s => MovePlan.Decide(s, Move(Coordinator))).Then(Moved);

    [Fact]
    public void Where_it_is_it_does_not_move_to() =>
        Spec.Given<Lifecycle, LifecycleEvent>()
            .When(s => MovePlan.Decide(s, Move(Coordinator) with { Parent = Other }))
            .ThenNothing();

    [Fact]
    public void Who_moves_something_coordinates_where_it_is_and_where_it_goes()
    {
        Spec.Given<Lifecycle, LifecycleEvent>()
            .When(s => MovePlan.Decide(s, Move(Coordinator) with { Here = Passer }))
            .ThenRefused("not-a-coordinator");
        Spec.Given<Lifecycle, LifecycleEvent>()
            .When(s => MovePlan.Decide(s, Move(Coordinator) with { There = Passer }))
            .ThenRefused("not-a-coordinator");
        Spec.Given<Lifecycle, LifecycleEvent>()
            .When(s => MovePlan.Decide(s, Move(Coordinator) with { There = Coordinator with { Life = Life.Archived } }))
            .ThenRefused("archived");
    }

    [Theory]
    [InlineData("Session")]
    [InlineData("Campaign")]
    [InlineData("Organiser")]
    [InlineData(null)]
    public void A_session_belongs_to_nothing_but_a_program(string? kind) =>
        Spec.Given<Lifecycle, LifecycleEvent>()
            .When(s =>
                MovePlan.Decide(
                    s,
                    Move(Coordinator) with
                    {
                        Target = kind is null ? null : Target with { Kind = Enum.Parse<NodeKind>(kind) },
                    }
                )
            )
            .ThenRefused("wrong-place");

    [Fact]
    public void What_nobody_took_part_in_is_deleted_once() =>
        Spec.Given<Lifecycle, LifecycleEvent>().When(s => DeletePlan.Decide(s, Delete(Coordinator))).Then(Deleted);

    [Fact]
    public void What_somebody_took_part_in_or_what_is_not_empty_stays()
    {
        Spec.Given<Lifecycle, LifecycleEvent>()
            .When(s => DeletePlan.Decide(s, Delete(Coordinator) with { WasUsed = true }))
            .ThenRefused("has-participants");
        Spec.Given<Lifecycle, LifecycleEvent>()
            .When(s => DeletePlan.Decide(s, Delete(Coordinator) with { IsEmpty = false }))
            .ThenRefused("not-empty");
    }

    internal static ArchivePlan.Command Archive(Standing by) => new(Node, by, Now);

    internal static ReopenPlan.Command Reopen(Standing by) => new(Node, by, Now);

    internal static MovePlan.Command Move(Standing by) =>
        new(Node, TheProgram.Value, Target, by, by with { Life = Life.Open }, by with { Life = Life.Open }, Now);

    internal static DeletePlan.Command Delete(Standing by) => new(Node, by, IsEmpty: true, WasUsed: false, Now);
}
