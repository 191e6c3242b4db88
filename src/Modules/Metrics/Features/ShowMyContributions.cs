using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>What the caller contributed: totals, counts by session and wiki, and the latest page updates.</summary>
internal static class ShowMyContributions
{
    internal const int Latest = 25;

    /// <summary><paramref name="Diff"/> is where the wiki shows the change; null for a wiki that is no longer known.</summary>
    internal sealed record Item(OwnContributions.Update Update, string? Diff);

    internal sealed record View(
        OwnContributions.Counts Totals,
        IReadOnlyList<OwnContributions.OfSession> BySession,
        IReadOnlyList<Item> Latest
    );

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/me/contributions", Handle).WithTags("People").WithSummary("What I contributed");

    private static async Task<Results<Ok<View>, UnauthorizedHttpResult>> Handle(
        Acting acting,
        OwnContributions contributions,
        WikiDirectory wikis,
        CancellationToken cancellation
    ) =>
        acting.By.Person is { } person
            ? TypedResults.Ok(await Load(person, contributions, wikis, cancellation))
            : TypedResults.Unauthorized();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<View> Load(
        PersonId person,
        OwnContributions contributions,
        WikiDirectory wikis,
        CancellationToken cancellation
    )
    {
        var (totals, bySession) = await contributions.Count(person, cancellation);
        var latest = await contributions.Latest(person, Latest, cancellation);
        return new(totals, bySession, Shown(latest, wikis));
    }

    /// <summary>What the caller contributed in one session, on the page of their own there.</summary>
    internal static async Task<View> LoadIn(
        SessionId session,
        PersonId person,
        OwnContributions contributions,
        WikiDirectory wikis,
        CancellationToken cancellation
    )
    {
        var totals = await contributions.CountIn(session, person, cancellation);
        var latest = await contributions.Latest(person, Latest, cancellation, session);
        return new(totals, [], Shown(latest, wikis));
    }

    private static IReadOnlyList<Item> Shown(IEnumerable<OwnContributions.Update> updates, WikiDirectory wikis) =>
        [.. updates.Select(u => new Item(u, DiffOf(u, wikis)))];

    private static string? DiffOf(OwnContributions.Update update, WikiDirectory wikis) =>
        wikis.Find(update.Wiki) is { } wiki ? wikis.DiffAddress(wiki.Id, update.Revision).AbsoluteUri : null;
}
