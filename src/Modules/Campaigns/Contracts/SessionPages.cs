using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Finds the session of a page below <c>/sessions/{slug}</c>, for the pages of modules downstream.</summary>
public sealed class SessionPages
{
    private readonly Inventory inventory;
    private readonly Sessions sessions;

    internal SessionPages(Inventory inventory, Sessions sessions) =>
        (this.inventory, this.sessions) = (inventory, sessions);

    /// <summary>
    /// The session at this address. A former address leads to the same page at the one that the session has now, and what
    /// never was is not found; null then.
    /// </summary>
    /// <exception cref="GoneException">The session was deleted (410).</exception>
    public async Task<SessionPlan?> Find(string slug, HttpContext context, NavigationManager address)
    {
        ArgumentNullException.ThrowIfNull(context);
        var found = await sessions.At(slug, context.RequestAborted);
        return await inventory.OrNotFound(found, NodeKind.Session, slug, context, address);
    }
}
