using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Identity.Features;

/// <summary>Who the caller is, as the dashboard sees it.</summary>
internal static class ShowMe
{
    internal sealed record Me(PersonId? Person, string? UserName, bool Administrator);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/me", Handle).WithTags("People").WithSummary("Who am I? Nulls for who has not signed in");

    private static Ok<Me> Handle(Acting acting) =>
        TypedResults.Ok(new Me(acting.By.Person, acting.By.UserName, acting.By.IsAdministrator));
}
