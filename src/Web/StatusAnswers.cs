using CampaignDashboard.Web.Pages;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;

namespace CampaignDashboard.Web;

/// <summary>Gives a body to answers that are only a status code: a page to people, a problem document to programs.</summary>
internal static class StatusAnswers
{
    public static void UseStatusAnswers(this WebApplication app)
    {
        app.UseWhen(
            context => context.WantsPage(),
            branch => branch.UseStatusCodePagesWithReExecute(Paths.Error, createScopeForStatusCodePages: true)
        );
        app.UseWhen(
            context => !context.WantsPage(),
            branch =>
                branch.UseStatusCodePages(status =>
                    ProblemType.Of(status.HttpContext.Response.StatusCode).ToProblem().ExecuteAsync(status.HttpContext)
                )
        );
    }
}
