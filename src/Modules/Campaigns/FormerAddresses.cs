using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns;

/// <summary>What a page answers at an address that it does not have now.</summary>
internal static class FormerAddresses
{
    /// <summary>
    /// What was found at the address in question. A former address leads to the one that the page has now; what never was is
    /// not found; null then.
    /// </summary>
    /// <exception cref="GoneException">It was deleted (410).</exception>
    internal static async Task<T?> OrNotFound<T>(
        this Inventory inventory,
        T? found,
        NodeKind kind,
        string slug,
        HttpContext context,
        NavigationManager address
    )
        where T : class
    {
        if (found is not null)
        {
            return found;
        }

        if (await inventory.FormerlyAt(kind, slug, context.RequestAborted) is { } node)
        {
            context.Response.Redirect(
                NewPath(context.Request, node.Slug),
                permanent: HttpMethods.IsGet(context.Request.Method)
            );
        }
        else if (await inventory.WasDeleted(kind, slug, context.RequestAborted))
        {
            throw new GoneException();
        }
        else
        {
            address.NotFound();
        }

        return null;
    }

    // /campaigns/{old}/new-program becomes /campaigns/{new}/new-program.
    private static string NewPath(HttpRequest request, string slug)
    {
        var path = request.Path.Value!.Split('/');
        path[2] = slug;
        return string.Join('/', path.Select(Uri.EscapeDataString)) + request.QueryString;
    }
}
