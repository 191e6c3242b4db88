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

/// <summary>A coordinator makes another person one, at any level of the tree.</summary>
internal static class AppointCoordinator
{
    internal sealed record Request(string UserName);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.UserName).NotEmpty().MustBeText(255);
    }

    /// <summary><paramref name="First"/> is whom an organiser was registered with, else null.</summary>
    internal sealed record Command(
        Guid Node,
        bool NodeExists,
        PersonId? First,
        Standing By,
        CheckedName Account,
        DateTimeOffset Now
    );

    /// <summary>What can be coordinated, as addresses have it.</summary>
    internal static readonly string[] Kinds = ["organisers", "campaigns", "programs", "sessions"];

    internal static readonly Refusal NothingToCoordinate = Refusal.NotFound(
        "nothing-to-coordinate",
        "There is nothing at this address to coordinate."
    );

    internal static Decision<CoordinationEvent> Decide(Coordination coordination, Command c) =>
        coordination switch
        {
            _ when !c.NodeExists => NothingToCoordinate,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when c.Account.Person is null => Standing.NoSuchAccount(c.Account),
            _ when coordination.PeopleWith(c.First).Contains(c.Account.Person.Value) => [],
            _ => [new CoordinatorAppointed(c.Node, c.Account.Person.Value, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in Kinds)
        {
            routes
                .MapPost($"/api/v1/{kind}/{{node:guid}}/coordinators", Handle)
                .Validate<Request, Validator>()
                .WithTags("Coordinators")
                .WithSummary($"Appoint a coordinator ({kind})")
                .GuardedBy($"/api/v1/{kind}/{{node}}/coordinators")
                .Refuses("no-such-account");
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid node,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(node, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        Guid node,
        Request request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(node, acting.By, cancellation);
        var command = new Command(
            node,
            await planning.Inventory.Exists(node, cancellation),
            (await planning.Log.Fold<Organiser, OrganiserEvent>(node, cancellation)).State.FirstCoordinator,
            by,
            await planning.People.Find(request.UserName, by.MayCoordinate, cancellation),
            acting.Now
        );
        return await planning.Change<Coordination, CoordinationEvent>(
            Coordination.StreamOf(node),
            state => Decide(state, command),
            acting,
            cancellation
        );
    }
}
