using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>
/// What a campaign, program or session belongs to, and whether it is archived. Both have one version, for both are told by
/// one stream. Public.
/// </summary>
internal static class ShowLifecycle
{
    /// <summary>What it belongs to.</summary>
    internal sealed record Belonging(Guid To, string Title, string Page);

    /// <summary>
    /// <c>Archived</c>: it was archived itself. <c>ArchivedAbove</c>: something that it belongs to was.
    /// </summary>
    internal sealed record Archive(bool Archived, bool ArchivedAbove);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in ArchivePlan.Kinds)
        {
            routes
                .MapGet($"/api/v1/{kind}/{{node:guid}}/belongs-to", ShowBelonging)
                .WithTags("Moves")
                .WithSummary($"What it belongs to ({kind})")
                .Produces<Belonging>()
                .Versioned()
                .Refuses("deleted");
            routes
                .MapGet($"/api/v1/{kind}/{{node:guid}}/archive", ShowArchive)
                .WithTags("Archive")
                .WithSummary($"Whether it is archived, or what it belongs to ({kind})")
                .Produces<Archive>()
                .Versioned()
                .Refuses("deleted");
        }
    }

    private static async Task<IResult> ShowBelonging(
        Guid node,
        HttpContext context,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var lifecycle = await Of(node, planning, cancellation);
        context.Response.WriteVersion(lifecycle.Version);
        return
            await planning.Inventory.ParentOf(node, cancellation) is { } parent
            && await planning.Inventory.Find(parent, cancellation) is { } above
            ? TypedResults.Ok(new Belonging(parent, above.Title, $"/{Plural(above.Kind)}/{above.Slug}"))
            : await Missing(node, planning, cancellation);
    }

    private static async Task<IResult> ShowArchive(
        Guid node,
        HttpContext context,
        Planning planning,
        CancellationToken cancellation
    )
    {
        if (await planning.Inventory.ParentOf(node, cancellation) is null)
        {
            return await Missing(node, planning, cancellation);
        }

        var lifecycle = await Of(node, planning, cancellation);
        var standing = await planning.Rights.At(node, Caller.Anonymous, cancellation);
        context.Response.WriteVersion(lifecycle.Version);
        return TypedResults.Ok(new Archive(lifecycle.State.Archived, standing.Life == Life.ArchivedAbove));
    }

    private static Task<Folded<Lifecycle>> Of(Guid node, Planning planning, CancellationToken cancellation) =>
        planning.Log.Fold<Lifecycle, LifecycleEvent>(Lifecycle.StreamOf(node), cancellation);

    private static async Task<IResult> Missing(Guid node, Planning planning, CancellationToken cancellation) =>
        (await planning.Inventory.Missing(node, AppointCoordinator.NothingToCoordinate, cancellation)).ToProblem();

    private static string Plural(NodeKind kind) =>
        kind switch
        {
            NodeKind.Organiser => "organisers",
            NodeKind.Campaign => "campaigns",
            _ => "programs",
        };
}
