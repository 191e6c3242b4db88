using CampaignDashboard.Metrics.Contracts;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>A coordinator has the edits of a page counted, though it is on no list or was taken out before, and says why.</summary>
internal static class IncludePage
{
    internal static Decision<PageChoiceEvent> Decide(PageChoices choices, Choosing.Command c) =>
        c.No is { } no ? no
        : choices.Has(c.Page, counts: true, c.Reason) ? []
        : [new PageIncluded(c.Session, c.Page.Wiki, c.Page.Page, c.Reason, c.By.Person!.Value, c.Now)];

    internal static void Map(IEndpointRouteBuilder routes) =>
        Choosing.Map(
            routes,
            typeof(IncludePage),
            "included-pages",
            "Have a page counted, on the list of articles or not, and say why (coordinators)",
            Decide
        );
}
