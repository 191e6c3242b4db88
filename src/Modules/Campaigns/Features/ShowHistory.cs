using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>Who changed what when, for those who coordinate: it names people.</summary>
internal static class ShowHistory
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in AppointCoordinator.Kinds)
        {
            routes
                .MapGet($"/api/v1/{kind}/{{node:guid}}/history", Handle)
                .WithTags("History")
                .WithSummary($"Who changed what when, the latest first; for coordinators ({kind})")
                .Produces<IReadOnlyList<History.Change>>()
                .May(WhoMay.Coordinators)
                .Paged();
        }
    }

    private static async Task<IResult> Handle(
        Guid node,
        [AsParameters] PageRequest page,
        HttpContext context,
        Acting acting,
        Planning planning,
        History history,
        CancellationToken cancellation
    ) =>
        (await Refuse(node, acting.By, planning, cancellation)) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(
                page.Cut(
                    context,
                    [.. (await history.Of(node, cancellation)).Where(c => !(c.Position >= page.AfterNumber))],
                    c => c.Position.ToString(CultureInfo.InvariantCulture)
                )
            );

    /// <summary>Why the caller may not see it, or null.</summary>
    internal static async Task<Refusal?> Refuse(
        Guid node,
        Caller caller,
        Planning planning,
        CancellationToken cancellation
    ) =>
        !await planning.Inventory.Exists(node, cancellation) ? AppointCoordinator.NothingToCoordinate
        : (await planning.Rights.At(node, caller, cancellation)).MayCoordinate ? null
        : Standing.NotACoordinator;
}
