using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Localisation;
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

    /// <summary>
    /// Items by their ids, as far as they are known now, for a reader of this language; null for null. Never waits for
    /// Wikidata.
    /// </summary>
    private protected async Task<IReadOnlyList<ItemLink.Item?>> ItemsFor(Language reader, params string?[] ids)
    {
        var known = await Planning.Items.Of(ids, Aborted);
        return [.. ids.Select(id => id is null ? null : Shown(id, known.GetValueOrDefault(id)))];

        ItemLink.Item Shown(string id, KnownItem? item)
        {
            var label = item?.LabelFor(reader);
            return new(id, Planning.Items.PageOf(id), label?.Text, label?.Language, item?.IsMissing == true);
        }
    }

    /// <summary>What is at the address in question, or null; see <see cref="FormerAddresses"/>.</summary>
    private protected Task<T?> OrNotFound<T>(T? found, NodeKind kind, string slug)
        where T : class => Inventory.OrNotFound(found, kind, slug, Context, Address);
}
