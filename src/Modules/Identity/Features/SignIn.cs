using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CampaignDashboard.Identity.Features;

/// <summary>
/// Signs a person in by user name alone: for development and tests, where the Host listens on loopback only. Elsewhere
/// the endpoint answers as if it did not exist.
/// </summary>
internal static class SignIn
{
    internal sealed record Request(string UserName);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.UserName)
                .NotEmpty()
                .MaximumLength(255)
                .Must(name => name is null || UserName.Tidied(name).Length > 0)
                .WithMessage("Type the name of an account.")
                .Must(name => name is null || !name.Any(char.IsControl))
                .WithMessage("A user name has no control characters. Type it anew instead of pasting it.");
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/v1/dev-sign-in", Handle)
            .Validate<Request, Validator>()
            .WithTags("People")
            .WithSummary("Sign in by name (development only)")
            .WithDescription(
                "Sets the cookie. Elsewhere than in development people sign in with their Wikimedia account."
            )
            .May(WhoMay.Everybody)
            .Refuses("no-dev-sign-in");
        routes
            .MapPost("/api/v1/sign-out", (Delegate)SignOut)
            .WithTags("People")
            .WithSummary("Sign out: the cookie is good for nothing any more")
            .May(WhoMay.Everybody);
        routes.MapPost("/sign-out", SignOutOfPages).ExcludeFromDescription();
    }

    /// <summary>Issues the cookie; refuses where the development sign-in is off.</summary>
    internal static async Task<Refusal?> Run(
        Request request,
        HttpContext context,
        AccountTable accounts,
        IdentitySettings settings
    )
    {
        if (!settings.DevSignIn)
        {
            return Refusal.NotFound(
                "no-dev-sign-in",
                "The development sign-in is off here. Sign in with your Wikimedia account."
            );
        }

        var name = UserName.Tidied(request.UserName);
        var known = await accounts.Learn([new Account(name)], context.RequestAborted);
        await Session.Begin(context, known[name]);
        return null;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Request request,
        HttpContext context,
        AccountTable accounts,
        IOptions<IdentitySettings> settings
    ) =>
        await Run(request, context, accounts, settings.Value) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();

    private static async Task<NoContent> SignOut(HttpContext context)
    {
        await context.SignOutAsync();
        return TypedResults.NoContent();
    }

    /// <summary>The button in the header. Its token keeps other sites from signing people out.</summary>
    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutOfPages(
        HttpContext context,
        IAntiforgery antiforgery
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        await context.SignOutAsync();
        return TypedResults.LocalRedirect("/");
    }
}
