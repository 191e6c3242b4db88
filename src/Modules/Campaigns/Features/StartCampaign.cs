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

/// <summary>A coordinator of an organiser starts a campaign: an institution, a museum, a long-term activity.</summary>
internal static class StartCampaign
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
        CampaignId Id,
        OrganiserId Organiser,
        bool OrganiserExists,
        Standing By,
        Request Asked,
        DateTimeOffset Now
    );

    internal static Decision<CampaignEvent> Decide(Campaign campaign, Command c) =>
        campaign switch
        {
            _ when !c.OrganiserExists => Inventory.NoSuchOrganiser,
            _ when c.By.MayNotCoordinate is { } no => no,
            { Exists: true } => [],
            _ =>
            [
                new CampaignStarted(
                    c.Id,
                    c.Organiser,
                    c.Asked.Title,
                    Slug.Of(c.Asked.Slug, c.Asked.Title, c.Id.Value),
                    c.Asked.Description ?? "",
                    c.Now
                ),
            ],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/organisers/{organiser}/campaigns", Handle)
            .Validate<Request, Validator>()
            .WithTags("Campaigns")
            .WithSummary("Start a campaign of an organiser")
            .MakesOne()
            .Refuses("slug-taken");

    private static async Task<Results<Created<Made>, ProblemHttpResult>> Handle(
        OrganiserId organiser,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(organiser, request, acting, planning, cancellation)).ToCreated(acting.NewId, "/api/v1/campaigns");

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        OrganiserId organiser,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var id = new CampaignId(acting.NewId);
        var by = await planning.Rights.At(organiser.Value, acting.By, cancellation);
        var exists = await planning.Inventory.Find(organiser, cancellation) is not null;
        var command = new Command(id, organiser, exists, by, request, acting.Now);
        return await planning.Log.Transact<Campaign, CampaignEvent>(
            id.Value,
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
    }
}
