using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace CampaignDashboard.Enrolment;

/// <summary>The address to print and to say: <c>/j/{code}</c> of a session or program.</summary>
internal static class ShortLink
{
    internal const string Prefix = "/j";

    /// <summary>What carries the passcode in a link, so that nobody types it.</summary>
    internal const string Passcode = "passcode";

    internal static string PathOf(SessionId session) => $"{Prefix}/{ShortCode.Of(session.Value)}";

    internal static string PathOf(ProgramId program) => $"{Prefix}/{ShortCode.Of(program.Value)}";

    /// <summary>The whole address of a path, as whoever asks knows this site; with a passcode, if one is given.</summary>
    internal static Uri Whole(HttpContext context, string path, string? passcode = null)
    {
        var query = new QueryBuilder();
        if (!string.IsNullOrEmpty(passcode))
        {
            query.Add(Passcode, passcode);
        }

        return new(SiteAddress.Of(context), $"{path.TrimStart('/')}{query.ToQueryString()}");
    }
}
