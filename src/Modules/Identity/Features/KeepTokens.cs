using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Identity.Features;

/// <summary>A person makes, lists and revokes personal access tokens for the API. The token is shown once.</summary>
internal static class KeepTokens
{
    private const string Path = "/api/v1/tokens";

    internal sealed record Request(string Name, IReadOnlyList<TokenScope> Scopes, int ExpiresInDays);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(100);
            RuleFor(r => r.Scopes).NotEmpty();
            RuleFor(r => r.ExpiresInDays).InclusiveBetween(1, 366);
        }
    }

    /// <summary>The token itself, which is not to be had again.</summary>
    internal sealed record MadeToken(Guid Id, string Token, DateTimeOffset ExpiresAt);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(Path, Make)
            .Validate<Request, Validator>()
            .WithTags("People")
            .WithSummary("Make a personal access token");
        routes.MapGet(Path, Show).WithTags("People").WithSummary("My personal access tokens");
        routes.MapDelete(Path + "/{token:guid}", Revoke).WithTags("People").WithSummary("Revoke a token");
    }

    private static async Task<Results<Created<MadeToken>, UnauthorizedHttpResult>> Make(
        Request request,
        Acting acting,
        AccessTokens tokens,
        HttpContext context
    )
    {
        if (acting.By.Person is not { } owner)
        {
            return TypedResults.Unauthorized();
        }

        var made = await Run(request, owner, acting, tokens, context);
        return TypedResults.Created($"{Path}/{made.Id}", made);
    }

    /// <summary>The same for the API and the page. The request is valid.</summary>
    internal static async Task<MadeToken> Run(
        Request request,
        PersonId owner,
        Acting acting,
        AccessTokens tokens,
        HttpContext context
    )
    {
        var expires = acting.Now.AddDays(request.ExpiresInDays);
        TokenScope[] scopes = [.. request.Scopes.Distinct().Order()];
        var token = new AccessToken(Guid.NewGuid(), request.Name.Trim(), scopes, acting.Now, expires, null);
        var text = await tokens.Make(owner, token, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return new(token.Id, text, expires);
    }

    private static async Task<Results<Ok<IReadOnlyList<AccessToken>>, UnauthorizedHttpResult>> Show(
        Acting acting,
        AccessTokens tokens,
        CancellationToken cancellation
    ) =>
        acting.By.Person is { } owner
            ? TypedResults.Ok(await tokens.Of(owner, cancellation))
            : TypedResults.Unauthorized();

    private static async Task<Results<NoContent, NotFound, UnauthorizedHttpResult>> Revoke(
        Guid token,
        Acting acting,
        AccessTokens tokens,
        CancellationToken cancellation
    ) =>
        acting.By.Person is not { } owner ? TypedResults.Unauthorized()
        : await tokens.Revoke(owner, token, cancellation) ? TypedResults.NoContent()
        : TypedResults.NotFound();
}
