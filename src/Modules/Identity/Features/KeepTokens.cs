using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
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

    private static readonly Refusal MadeAlready = Refusal.Conflict(
        "token-made-already",
        "This Idempotency-Key made a token already, which is shown only once. Revoke it, then ask with another key."
    );

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(Path, Make)
            .Validate<Request, Validator>()
            .WithTags("People")
            .WithSummary("Make a personal access token")
            .WithDescription(
                "The answer shows it once. Repeated with one key it is not shown again: revoke it and ask with another key."
            )
            .May(WhoMay.SignedIn)
            .MakesOne()
            .Refuses("token-made-already");
        routes
            .MapGet(Path, Show)
            .WithTags("People")
            .WithSummary("My personal access tokens, in the order of their making")
            .May(WhoMay.SignedIn)
            .Paged();
        routes
            .MapDelete(Path + "/{token:guid}", Revoke)
            .WithTags("People")
            .WithSummary("Revoke a token: it is useless at once")
            .May(WhoMay.SignedIn)
            .Refuses("not-found");
    }

    private static async Task<Results<Created<MadeToken>, UnauthorizedHttpResult, ProblemHttpResult>> Make(
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

        return await Run(request, owner, acting, tokens, context) is { } made
            ? TypedResults.Created($"{Path}/{made.Id}", made)
            : MadeAlready.ToProblem();
    }

    /// <summary>The same for the API and the page. The request is valid. Null: its key made one already.</summary>
    internal static async Task<MadeToken?> Run(
        Request request,
        PersonId owner,
        Acting acting,
        AccessTokens tokens,
        HttpContext context
    )
    {
        var expires = acting.Now.AddDays(request.ExpiresInDays);
        TokenScope[] scopes = [.. request.Scopes.Distinct().Order()];
        var token = new AccessToken(acting.NewId, request.Name.Trim(), scopes, acting.Now, expires, null);
        if (await tokens.Make(owner, token, context.RequestAborted) is not { } text)
        {
            return null;
        }

        context.Response.Headers.CacheControl = "no-store";
        return new(token.Id, text, expires);
    }

    private static async Task<Results<Ok<IReadOnlyList<AccessToken>>, UnauthorizedHttpResult>> Show(
        [AsParameters] PageRequest page,
        HttpContext context,
        Acting acting,
        AccessTokens tokens,
        CancellationToken cancellation
    )
    {
        if (acting.By.Person is not { } owner)
        {
            return TypedResults.Unauthorized();
        }

        var after = Cursors.InstantAndId(page.After);
        var rows = (await tokens.Of(owner, cancellation))
            .OrderBy(t => (t.CreatedAt, t.Id))
            .Where(t => after is not var (made, id) || (t.CreatedAt, t.Id).CompareTo((made, id)) > 0);
        return TypedResults.Ok(page.Cut(context, [.. rows], t => Cursors.Of(t.CreatedAt, t.Id)));
    }

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
