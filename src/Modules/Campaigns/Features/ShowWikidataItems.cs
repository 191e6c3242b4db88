using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Localisation;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Campaigns.Features;

/// <summary>
/// What Wikidata calls the items of a plan, as its page shows them, in the language of the request. Public, of an unlisted
/// session to who has its id: asked by the plan and not by the item, so that nobody finds out what else is planned.
/// </summary>
internal static class ShowWikidataItems
{
    /// <summary>
    /// <c>Language</c> is that of the label, which need not be the one asked for. <c>Missing</c>: Wikidata has no such item.
    /// Without <c>AsOf</c>, the instant when Wikidata said so, nothing is known of the item yet.
    /// </summary>
    internal sealed record View(
        string Id,
        string? Label,
        string? Language,
        string? RedirectsTo,
        bool Missing,
        DateTimeOffset? AsOf,
        string Page
    );

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "organisers", Inventory.NoSuchOrganiser, OfOrganiser);
        Map(routes, "campaigns", Inventory.NoSuchCampaign, OfCampaign);
        Map(routes, "programs", Inventory.NoSuchProgram, OfProgram);
        Map(routes, "sessions", Sessions.NotFound, OfSession);
    }

    private static void Map(
        IEndpointRouteBuilder routes,
        string kind,
        Refusal notFound,
        Func<Guid, Planning, Sessions, CancellationToken, Task<IReadOnlyList<string?>?>> named
    ) =>
        routes
            .MapGet(
                $"/api/v1/{kind}/{{node:guid}}/wikidata-items",
                async (Guid node, Planning planning, Sessions sessions, Localiser l, CancellationToken cancellation) =>
                    await named(node, planning, sessions, cancellation) is { } ids
                        ? TypedResults.Ok(await Of(ids, planning.Items, l.Language, cancellation))
                        : (await planning.Inventory.Missing(node, notFound, cancellation)).ToProblem() as IResult
            )
            .WithTags("Wikidata")
            .WithSummary(
                $"The Wikidata items that are named here, with labels as ?uselang= or Accept-Language ask ({kind})"
            )
            .Produces<IReadOnlyList<View>>()
            .Refuses(notFound.Code, "deleted");

    private static async Task<IReadOnlyList<string?>?> OfOrganiser(
        Guid node,
        Planning planning,
        Sessions sessions,
        CancellationToken cancellation
    ) =>
        await planning.Inventory.Find(new OrganiserId(node), cancellation) is { } row
            ? [row.Details.WikidataItem]
            : null;

    private static async Task<IReadOnlyList<string?>?> OfCampaign(
        Guid node,
        Planning planning,
        Sessions sessions,
        CancellationToken cancellation
    ) =>
        await planning.Inventory.Find(new CampaignId(node), cancellation) is { } row
            ? [row.Details.WikidataItem]
            : null;

    private static async Task<IReadOnlyList<string?>?> OfProgram(
        Guid node,
        Planning planning,
        Sessions sessions,
        CancellationToken cancellation
    ) =>
        await planning.Inventory.Find(new ProgramId(node), cancellation) is { } row ? [row.Details.WikidataItem] : null;

    private static async Task<IReadOnlyList<string?>?> OfSession(
        Guid node,
        Planning planning,
        Sessions sessions,
        CancellationToken cancellation
    ) => await sessions.Find(new SessionId(node), cancellation) is { } plan ? [.. plan.Details.Items] : null;

    private static async Task<IReadOnlyList<View>> Of(
        IReadOnlyList<string?> ids,
        WikidataItems items,
        Language reader,
        CancellationToken cancellation
    )
    {
        var known = await items.Of(ids, cancellation);
        return
        [
            .. ids.OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(id => Of(id, known.GetValueOrDefault(id), reader, items.PageOf(id))),
        ];
    }

    private static View Of(string id, KnownItem? known, Language reader, string page)
    {
        var label = known?.LabelFor(reader);
        return new(id, label?.Text, label?.Language, known?.Target, known?.IsMissing == true, known?.FetchedAt, page);
    }
}
