using CampaignDashboard.Metrics.Contracts;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>A coordinator takes a page out of the figures of a session, and says why: a sandbox, a page that has nothing to do with it.</summary>
internal static class ExcludePage
{
    internal static Decision<PageChoiceEvent> Decide(PageChoices choices, Choosing.Command c) =>
        c.No is { } no ? no
        : choices.Has(c.Page, counts: false, c.Reason) ? []
        : [new PageExcluded(c.Session, c.Page.Wiki, c.Page.Page, c.Reason, c.By.Person!.Value, c.Now)];

    internal static void Map(IEndpointRouteBuilder routes) =>
        Choosing.Map(
            routes,
            typeof(ExcludePage),
            "excluded-pages",
            "Leave a page out of the figures, and say why (coordinators)",
            Decide
        );
}
