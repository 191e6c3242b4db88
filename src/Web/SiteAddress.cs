using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web;

/// <summary>Where this site is, as whoever asks knows it: for what leaves it (calendars, printed links, wikitext).</summary>
public static class SiteAddress
{
    /// <summary>The address of the start page, with a slash behind.</summary>
    public static Uri Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        return new($"{request.Scheme}://{request.Host}{request.PathBase}/");
    }
}
