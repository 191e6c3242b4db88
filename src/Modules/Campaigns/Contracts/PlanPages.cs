using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Finds what a page below <c>/{kind}s/{slug}</c> is about, for the pages of modules downstream.</summary>
public sealed class PlanPages
{
    private readonly Inventory inventory;
    private readonly Plans plans;

    internal PlanPages(Inventory inventory, Plans plans) => (this.inventory, this.plans) = (inventory, plans);

    /// <summary>
    /// What is at this address. A former address leads to the same page at the one that the thing has now, and what never was
    /// is not found; null then.
    /// </summary>
    /// <exception cref="GoneException">It was deleted (410).</exception>
    public async Task<PlannedNode?> Find(NodeKind kind, string slug, HttpContext context, NavigationManager address)
    {
        ArgumentNullException.ThrowIfNull(context);
        var found = await plans.At(kind, slug, context.RequestAborted);
        return await inventory.OrNotFound(found, kind, slug, context, address);
    }
}
