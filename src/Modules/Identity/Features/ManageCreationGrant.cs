using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Identity.Features;

/// <summary>A person sees whether the dashboard may create accounts in their name, and takes that back.</summary>
internal static class ManageCreationGrant
{
    private const string Path = "/api/v1/me/account-creation";

    /// <summary>
    /// <paramref name="Configured"/>: it can be given here at all; <paramref name="Until"/>: when what was given ends, null
    /// for nothing given. The token itself is told to nobody.
    /// </summary>
    internal sealed record View(bool Configured, DateTimeOffset? Until);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(Path, Show)
            .WithTags("People")
            .WithSummary("Whether the dashboard may create accounts in my name, and until when")
            .May(WhoMay.SignedIn);
        routes
            .MapDelete(Path, Handle)
            .WithTags("People")
            .WithSummary("Take back that the dashboard may create accounts in my name")
            .May(WhoMay.SignedIn);
    }

    private static async Task<Results<Ok<View>, UnauthorizedHttpResult>> Show(
        Acting acting,
        CreationGrants grants,
        CancellationToken cancellation
    ) =>
        acting.By.Person is { } person
            ? TypedResults.Ok(new View(grants.IsConfigured, (await grants.Of(person, acting.Now, cancellation))?.Until))
            : TypedResults.Unauthorized();

    private static async Task<Results<NoContent, UnauthorizedHttpResult>> Handle(
        Acting acting,
        CreationGrants grants,
        CancellationToken cancellation
    )
    {
        if (acting.By.Person is not { } person)
        {
            return TypedResults.Unauthorized();
        }

        await grants.Remove(person, cancellation);
        return TypedResults.NoContent();
    }
}
