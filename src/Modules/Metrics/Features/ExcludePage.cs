using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
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
        routes
            .MapPut("/api/v1/sessions/{session}/excluded-pages/{wiki}/{page:long}", Handle)
            .Validate<Choosing.Request, Choosing.Validator>()
            .WithTags("Statistics")
            .WithSummary("Leave a page out of the figures, and say why (coordinators)")
            .WithDescription(
                "The page by its number on its wiki, which stays the same wherever it moves. The last word on a page counts, for edits already made too; everybody reads the reason."
            )
            .GuardedBy("/api/v1/sessions/{session}/page-choices")
            .Refuses("wiki-not-tracked");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        SessionId session,
        string wiki,
        long page,
        Choosing.Request request,
        Acting acting,
        Choosing choosing,
        CancellationToken cancellation
    ) => (await Run(session, new(wiki, page), request, acting, choosing, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static Task<Outcome> Run(
        SessionId session,
        WikiPage page,
        Choosing.Request request,
        Acting acting,
        Choosing choosing,
        CancellationToken cancellation
    ) => choosing.Decide(session, page, request, Decide, acting, cancellation);
}
