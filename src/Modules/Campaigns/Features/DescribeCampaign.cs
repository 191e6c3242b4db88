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

/// <summary>A coordinator says anew what a campaign is. Saying the same again changes nothing.</summary>
internal static class DescribeCampaign
{
    internal sealed class Validator : AbstractValidator<CampaignDetails>
    {
        public Validator()
        {
            RuleFor(r => r.Title).MustBeTitle();
            RuleFor(r => r.Description).MustBeText(10_000);
            RuleFor(r => r.End).MustNotBeBefore(r => r.Start);
            RuleFor(r => r.WikidataItem).MustBeWikidataItem();
            RuleFor(r => r.Image).MustBeCommonsFile();
            RuleFor(r => r.Wikis).MustBeWikisOrNone();
        }
    }

    internal sealed record Command(
        CampaignId Id,
        Standing By,
        CampaignDetails Asked,
        Refusal? WikisRefused,
        NamedItems Items,
        DateTimeOffset Now
    );

    internal static Decision<CampaignEvent> Decide(Campaign campaign, Command c) =>
        campaign switch
        {
            { Exists: false } => Inventory.NoSuchCampaign,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when c.WikisRefused is { } refusal => refusal,
            _ when campaign.Details?.Says(c.Asked) == true => [],
            _ when c.Items.Refuse(c.Asked.WikidataItem, campaign.Details?.WikidataItem) is { } refusal => refusal,
            _ => [new CampaignDescribed(c.Id, c.Asked, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/campaigns/{campaign}", Handle)
            .Validate<CampaignDetails, Validator>()
            .WithTags("Campaigns")
            .WithSummary("Describe a campaign anew: what is left out is told no more")
            .GuardedBy("/api/v1/campaigns/{campaign}")
            .Refuses("no-such-item", "no-such-wiki", "another-wiki", "no-such-namespace", "wiki-not-answering");

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        CampaignId campaign,
        CampaignDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(campaign, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        CampaignId campaign,
        CampaignDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(campaign.Value, acting.By, cancellation);
        var wikis = await planning.Wikis.Resolve(by.MayCoordinate ? request.Wikis ?? [] : [], cancellation);
        var asked = (request with { Wikis = planning.Wikis.Kept(wikis.Wikis) }).Tidied();
        var items = await planning.Items.Check(by.MayCoordinate ? [asked.WikidataItem] : [], cancellation);
        var command = new Command(campaign, by, asked, wikis.Refusal, items, acting.Now);
        return await planning.Change<Campaign, CampaignEvent>(
            campaign.Value,
            s => Decide(s, command),
            acting,
            cancellation
        );
    }
}
