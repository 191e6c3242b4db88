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
/// A coordinator archives a campaign, program or session: it leaves the current lists, and nothing in it changes until it
/// is reopened. Its figures stay to be read.
/// </summary>
internal static class ArchivePlan
{
    /// <summary>What can be archived, moved and deleted, as addresses have it.</summary>
    internal static readonly string[] Kinds = ["campaigns", "programs", "sessions"];

    internal sealed record Command(Inventory.Node? Node, Standing By, DateTimeOffset Now);

    internal static Decision<LifecycleEvent> Decide(Lifecycle lifecycle, Command c) =>
        c switch
        {
            { Node: null or { Kind: NodeKind.Organiser } } => AppointCoordinator.NothingToCoordinate,
            { By.MayNotArchive: { } no } => no,
            _ when lifecycle.Archived => [],
            _ => [new PlanArchived(c.Node.Kind, c.Node.Id, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in Kinds)
        {
            routes
                .MapPut($"/api/v1/{kind}/{{node:guid}}/archive", Handle)
                .WithTags("Archive")
                .WithSummary($"Archive: nothing in it changes until it is reopened ({kind})")
                .GuardedBy($"/api/v1/{kind}/{{node}}/archive");
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid node,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(node, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(Guid node, Acting acting, Planning planning, CancellationToken cancellation)
    {
        var command = new Command(
            await planning.Inventory.Find(node, cancellation),
            await planning.Rights.At(node, acting.By, cancellation),
            acting.Now
        );
        return await planning.Change<Lifecycle, LifecycleEvent>(
            Lifecycle.StreamOf(node),
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
