using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>A coordinator of a campaign plans a program: a project, a series of sessions.</summary>
internal static class PlanProgram
{
    internal sealed record Request(string Title, string? Description = null, string? Slug = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).MustBeTitle();
            RuleFor(r => r.Description).MustBeText(10_000);
            RuleFor(r => r.Slug).MustBeSlug();
        }
    }

    internal sealed record Command(
        ProgramId Id,
        CampaignId Campaign,
        bool CampaignExists,
        Standing By,
        Request Asked,
        DateTimeOffset Now
    );

    internal static Decision<ProgramEvent> Decide(Program program, Command c) =>
        program switch
        {
            _ when !c.CampaignExists => Inventory.NoSuchCampaign,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Exists: true } => [],
            _ =>
            [
                new ProgramPlanned(
                    c.Id,
                    c.Campaign,
                    c.Asked.Title,
                    Slug.Of(c.Asked.Slug, c.Asked.Title, c.Id.Value),
                    c.Asked.Description ?? "",
                    c.Now
                ),
            ],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/campaigns/{campaign}/programs", Handle)
            .Validate<Request, Validator>()
            .WithTags("Programs")
            .WithSummary("Plan a program of a campaign")
            .MakesOne()
            .Refuses("slug-taken", "changed-meanwhile");

    private static async Task<Results<Created<Made>, ProblemHttpResult>> Handle(
        CampaignId campaign,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(campaign, request, acting, planning, cancellation)).ToCreated(acting.NewId, "/api/v1/programs");

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        CampaignId campaign,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var id = new ProgramId(acting.NewId);
        var by = await planning.Rights.At(campaign.Value, acting.By, cancellation);
        var exists = await planning.Inventory.Find(campaign, cancellation) is not null;
        var command = new Command(id, campaign, exists, by, request, acting.Now);
        return await planning.Log.Transact<Program, ProgramEvent>(
            id.Value,
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
    }
}
