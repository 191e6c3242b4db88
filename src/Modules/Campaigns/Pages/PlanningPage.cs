using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>What the pages of the inventory share: who asks, and how to say that there is no such page.</summary>
public abstract class PlanningPage : ComponentBase
{
    [CascadingParameter]
    private protected HttpContext Context { get; set; } = null!;

    [Inject]
    private protected Planning Planning { get; set; } = null!;

    [Inject]
    private protected NavigationManager Address { get; set; } = null!;

    private protected Inventory Inventory => Planning.Inventory;

    private protected CancellationToken Aborted => Context.RequestAborted;

    /// <summary>What the caller is to this node: decides which buttons are shown, never what a command does.</summary>
    private protected Task<Standing> StandingAt(Guid node) => Planning.Rights.At(node, Acting.Of(Context).By, Aborted);

    private protected T? OrNotFound<T>(T? found)
        where T : class
    {
        if (found is null)
        {
            Address.NotFound();
        }

        return found;
    }
}
