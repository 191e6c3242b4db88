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

/// <summary>A coordinator says anew what an organiser is. Saying the same again changes nothing.</summary>
internal static class DescribeOrganiser
{
    internal sealed class Validator : AbstractValidator<OrganiserDetails>
    {
        public Validator()
        {
            RuleFor(r => r.Name).MustBeTitle();
            RuleFor(r => r.ShortName).MustBeText(50);
            RuleFor(r => r.Kind).IsInEnum();
            RuleFor(r => r.Country).MustBeCountry();
            RuleFor(r => r.HomePage).MustBeWebAddress();
            RuleFor(r => r.ContactPage).MustBeWebAddress();
            RuleFor(r => r.WikidataItem).MustBeWikidataItem();
        }
    }

    internal sealed record Command(
        OrganiserId Id,
        Standing By,
        OrganiserDetails Asked,
        NamedItems Items,
        DateTimeOffset Now
    );

    internal static Decision<OrganiserEvent> Decide(Organiser organiser, Command c) =>
        organiser switch
        {
            { Exists: false } => Inventory.NoSuchOrganiser,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when organiser.Details == c.Asked => [],
            _ when c.Items.Refuse(c.Asked.WikidataItem, organiser.Details?.WikidataItem) is { } refusal => refusal,
            _ => [new OrganiserDescribed(c.Id, c.Asked, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/organisers/{organiser}", Handle)
            .Validate<OrganiserDetails, Validator>()
            .WithTags("Organisers")
            .WithSummary("Describe an organiser anew: what is left out is told no more")
            .GuardedBy("/api/v1/organisers/{organiser}")
            .Refuses("no-such-item");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        OrganiserId organiser,
        OrganiserDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(organiser, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        OrganiserId organiser,
        OrganiserDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(organiser.Value, acting.By, cancellation);
        var asked = request.Tidied();
        var items = await planning.Items.Check(by.MayCoordinate ? [asked.WikidataItem] : [], cancellation);
        var command = new Command(organiser, by, asked, items, acting.Now);
        return await planning.Change<Organiser, OrganiserEvent>(
            organiser.Value,
            s => Decide(s, command),
            acting,
            cancellation
        );
    }
}
