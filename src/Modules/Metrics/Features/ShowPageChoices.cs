using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>Which pages coordinators took out of the figures of a session, or into them, and why. Public.</summary>
internal static class ShowPageChoices
{
    /// <summary><paramref name="Title"/> is null for a page that no participant edited, and for pages of users.</summary>
    internal sealed record View(
        string Wiki,
        long Page,
        string? Title,
        bool Counts,
        string Reason,
        DateTimeOffset At,
        string? Address
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/page-choices", Handle)
            .WithTags("Statistics")
            .WithSummary("The pages that coordinators took out of the figures of a session, or into them, and why")
            .WithDescription("The last word on each page, the latest first. Who decided is not told.")
            .Produces<IReadOnlyList<View>>()
            .Versioned();

    private static async Task<IResult> Handle(
        SessionId session,
        HttpContext context,
        Sessions sessions,
        EventLog log,
        PageNames names,
        WikiAddresses addresses,
        CancellationToken cancellation
    )
    {
        if (await sessions.Find(session, cancellation) is null)
        {
            return Sessions.NotFound.ToProblem();
        }

        var (views, version) = await Load(session, log, names, addresses, cancellation);
        context.Response.WriteVersion(version);
        return TypedResults.Ok(views);
    }

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<(IReadOnlyList<View> Views, long Version)> Load(
        SessionId session,
        EventLog log,
        PageNames names,
        WikiAddresses addresses,
        CancellationToken cancellation
    )
    {
        var stream = Activity.PageChoicesOf(session);
        var folded = await log.Fold<PageChoices, PageChoiceEvent>(stream, cancellation);
        var titles = await names.Of(session, [.. folded.State.All.Keys], cancellation);
        var views = folded
            .State.All.Select(c => View(c.Key, c.Value, titles.GetValueOrDefault(c.Key)))
            .OrderByDescending(v => v.At)
            .ThenBy(v => v.Wiki, StringComparer.Ordinal)
            .ThenBy(v => v.Page);
        return ([.. views], folded.Version);

        View View(WikiPage page, PageChoices.Choice choice, string? title) =>
            new(
                page.Wiki,
                page.Page,
                title,
                choice.Counts,
                choice.Reason,
                choice.At,
                addresses.Page(page.Wiki, page.Page, title)
            );
    }
}
