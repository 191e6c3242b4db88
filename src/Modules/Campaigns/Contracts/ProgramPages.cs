using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Finds the program of a page below <c>/programs/{slug}</c>, for the pages of modules downstream.</summary>
public sealed class ProgramPages
{
    private readonly Inventory inventory;

    internal ProgramPages(Inventory inventory) => this.inventory = inventory;

    /// <summary>
    /// The program at this address. A former address leads to the same page at the one that the program has now, and what
    /// never was is not found; null then.
    /// </summary>
    /// <exception cref="GoneException">The program was deleted (410).</exception>
    public async Task<ProgramPlan?> Find(string slug, HttpContext context, NavigationManager address)
    {
        ArgumentNullException.ThrowIfNull(context);
        var found = await inventory.ProgramAt(slug, context.RequestAborted);
        return (await inventory.OrNotFound(found, NodeKind.Program, slug, context, address))?.Plan;
    }
}
