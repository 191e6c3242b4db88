using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Identity.Features;

/// <summary>
/// A person has themself forgotten, or an administrator forgets a person: a right, so nothing that they coordinate or
/// take part in stands against it. Never with an access token, which somebody else may have found.
/// </summary>
internal static class ForgetPerson
{
    internal const string MyPath = "/api/v1/me";
    internal const string PeoplePath = "/api/v1/people";

    /// <summary><paramref name="Person"/> is who shall be forgotten; null: the map knows nobody like that.</summary>
    internal sealed record Command(Caller By, PersonId? Person);

    private static readonly Refusal NoSuchPerson = Refusal.NotFound(
        "no-such-person",
        "This dashboard knows nobody of that id or user name. Perhaps the person was forgotten already."
    );

    /// <summary>Null where it may be done.</summary>
    internal static Refusal? Decide(Command c) =>
        c switch
        {
            { By.Person: { } self } when self == c.Person => null,
            { By.IsAdministrator: false } => Caller.NotAnAdministrator,
            { Person: null } => NoSuchPerson,
            _ => null,
        };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapDelete(MyPath, HandleMe)
            .WithTags("People")
            .WithSummary("Forget me: deletes my account here for good; what was counted stays, without a name")
            .WithDescription("Signs out. Cannot be undone, and never with an access token.")
            .May(WhoMay.SignedIn);
        routes
            .MapDelete(PeoplePath + "/{person}", Handle)
            .WithTags("People")
            .WithSummary("Forget a person, by id or user name (administrators)")
            .May(WhoMay.Administrators)
            .Refuses("no-such-person");
    }

    private static async Task<Results<NoContent, UnauthorizedHttpResult, ProblemHttpResult>> Handle(
        string person,
        HttpContext context,
        Acting acting,
        Forgetting forgetting
    )
    {
        if (!acting.By.SignedIn)
        {
            return TypedResults.Unauthorized();
        }

        var meant = await forgetting.Meant(person, context.RequestAborted);
        return await Run(meant, context, acting, forgetting) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, UnauthorizedHttpResult, ProblemHttpResult>> HandleMe(
        HttpContext context,
        Acting acting,
        Forgetting forgetting
    )
    {
        if (!acting.By.SignedIn)
        {
            return TypedResults.Unauthorized();
        }

        return await Run(acting.By.Person, context, acting, forgetting) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    /// <summary>The same for the API and the page; who is forgotten is signed out.</summary>
    internal static async Task<Refusal?> Run(
        PersonId? person,
        HttpContext context,
        Acting acting,
        Forgetting forgetting
    )
    {
        if (Decide(new(acting.By, person)) is { } refusal)
        {
            return refusal;
        }

        // Begun is done: a browser that leaves does not keep half of a person here.
        await forgetting.Run(person!.Value, CancellationToken.None);
        if (person == acting.By.Person)
        {
            await context.SignOutAsync();
        }

        return null;
    }
}
