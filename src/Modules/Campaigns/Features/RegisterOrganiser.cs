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

/// <summary>An administrator registers a chapter, affiliate or organisation and appoints its first coordinator.</summary>
internal static class RegisterOrganiser
{
    internal sealed record Request(string Name, string Coordinator, string? Slug = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).MustBeTitle();
            RuleFor(r => r.Coordinator).NotEmpty().MustBeText(255);
            RuleFor(r => r.Slug).MustBeSlug();
        }
    }

    internal sealed record Command(
        OrganiserId Id,
        Standing By,
        Request Asked,
        CheckedName Coordinator,
        DateTimeOffset Now
    );

    internal static Decision<OrganiserEvent> Decide(Organiser organiser, Command c) =>
        organiser switch
        {
            _ when !c.By.IsAdministrator => Standing.NotAnAdministrator,
            { Exists: true } => [],
            _ when c.Coordinator.Person is null => Standing.NoSuchAccount(c.Coordinator),
            _ =>
            [
                new OrganiserRegistered(
                    c.Id,
                    c.Asked.Name,
                    Slug.Of(c.Asked.Slug, c.Asked.Name, c.Id.Value),
                    c.Coordinator.Person.Value,
                    c.Now
                ),
            ],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/organisers", Handle)
            .Validate<Request, Validator>()
            .WithTags("Organisers")
            .WithSummary("Register an organiser and its first coordinator (administrators only)")
            .MakesOne()
            .May(WhoMay.Administrators)
            .Refuses("no-such-account", "slug-taken");

    private static async Task<Results<Created<Made>, ProblemHttpResult>> Handle(
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(request, acting, planning, cancellation)).ToCreated(acting.NewId, "/api/v1/organisers");

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var id = new OrganiserId(acting.NewId);
        var by = await planning.Rights.At(id.Value, acting.By, cancellation);
        var coordinator = await planning.People.Find(request.Coordinator, by.IsAdministrator, cancellation);
        var command = new Command(id, by, request, coordinator, acting.Now);
        return await planning.Log.Transact<Organiser, OrganiserEvent>(
            id.Value,
            state => Decide(state, command),
            acting.Cause,
            expectedVersion: null,
            cancellation
        );
    }
}
