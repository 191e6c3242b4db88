using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>How each figure is counted. Public.</summary>
internal static class ShowDefinitions
{
    internal sealed record View(int Version, IReadOnlyList<Definition> Figures);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/definitions", Handle).WithTags("Statistics").WithSummary("How each figure is counted");

    private static Ok<View> Handle() => TypedResults.Ok(new View(Definitions.Version, Definitions.All));
}
