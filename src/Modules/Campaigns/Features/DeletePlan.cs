using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>
/// A coordinator deletes a session that nobody ever took part in, or a program or campaign that is empty. Its page says so
/// for ever, its address is given to no other page, and the log keeps what was.
/// </summary>
internal static class DeletePlan
{
    /// <summary><paramref name="WasUsed"/>: somebody takes part, or once did.</summary>
    internal sealed record Command(Inventory.Node? Node, Standing By, bool IsEmpty, bool WasUsed, DateTimeOffset Now);

    internal static Decision<LifecycleEvent> Decide(Lifecycle lifecycle, Command c) =>
        c switch
        {
            _ when lifecycle.Deleted => [],
            { Node: null or { Kind: NodeKind.Organiser } } => AppointCoordinator.NothingToCoordinate,
            { By.MayNotCoordinate: { } no } => no,
            { IsEmpty: false } => Refusal.Conflict(
                "not-empty",
                "This still has programs or sessions. Delete or move them first."
            ),
            { WasUsed: true } => Refusal.Conflict(
                "has-participants",
                "People took part in this session, so it stays. Cancel or archive it instead."
            ),
            _ => [new PlanDeleted(c.Node.Kind, c.Node.Id, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in ArchivePlan.Kinds)
        {
            routes
                .MapDelete($"/api/v1/{kind}/{{node:guid}}", Handle)
                .WithTags("Archive")
                .WithSummary($"Delete what nobody took part in ({kind})")
                .GuardedBy($"/api/v1/{kind}/{{{kind[..^1]}}}")
                .Refuses("not-empty", "has-participants", "changed-meanwhile");
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid node,
        Acting acting,
        Deletions deletions,
        CancellationToken cancellation
    ) => (await deletions.Delete(node, acting, cancellation)).ToNoContent();
}
