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

/// <summary>
/// A coordinator copies a program, into the same campaign or another: with all that is told of it and, if asked, its
/// sessions with their settings and articles, moved by the same number of days; without people.
/// </summary>
internal static class CopyProgram
{
    /// <summary>
    /// <paramref name="First"/> is the new first day of the program; of one without days, that of its first session. Needed
    /// with sessions.
    /// </summary>
    internal sealed record Request(
        Guid To,
        string? Title = null,
        string? Slug = null,
        DateOnly? First = null,
        bool WithSessions = true
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.To).NotEmpty().WithMessage("Say into which campaign.");
            RuleFor(r => r.Title).MustBeText(200);
            RuleFor(r => r.Slug).MustBeSlug();
            RuleFor(r => r.First)
                .Must(d => d is null or { Year: >= 2000 and < 2200 })
                .WithMessage("Give the first day.");
            RuleFor(r => r.First)
                .Must((r, first) => first is not null || !r.WithSessions)
                .WithMessage("Give the first day.");
        }
    }

    /// <summary>
    /// <paramref name="Source"/> is what is told of the program that is copied, its days moved already, or null where there
    /// is none; <paramref name="By"/> is what the caller is to it, <paramref name="There"/> to the campaign.
    /// </summary>
    internal sealed record Command(
        ProgramId Id,
        CampaignId Campaign,
        bool CampaignExists,
        ProgramDetails? Source,
        string Slug,
        Standing By,
        Standing There,
        int Sessions,
        DateTimeOffset Now
    );

    internal static Decision<ProgramEvent> Decide(Program program, Command c) =>
        program switch
        {
            _ when c.Source is null => Inventory.NoSuchProgram,
            _ when !c.CampaignExists => Inventory.NoSuchCampaign,
            // What is archived may be copied, as last year's program: nothing of it changes.
            _ when !c.By.MayCoordinate => Standing.NotACoordinator,
            _ when c.There.MayNotCoordinate is { } no => no,
            { Exists: true } => [],
            _ when c.Sessions > ProgramCopies.MostSessions => Refusal.Conflict(
                "too-many-sessions",
                "This program has too many sessions to be copied at once. Copy it without them, then single ones."
            ),
            _ =>
            [
                new ProgramPlanned(c.Id, c.Campaign, c.Source.Title, c.Slug, c.Source.Description, c.Now),
                new ProgramDescribed(c.Id, c.Source, c.Now),
            ],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/programs/{program}/copies", Handle)
            .Validate<Request, Validator>()
            .WithTags("Programs")
            .WithSummary("Copy a program into a campaign, with its sessions moved to other days or without them")
            .MakesOne()
            .Refuses("no-such-campaign", "too-many-sessions", "slug-taken", "changed-meanwhile");

    private static async Task<Results<Created<Made>, ProblemHttpResult>> Handle(
        ProgramId program,
        Request request,
        Acting acting,
        ProgramCopies copies,
        CancellationToken cancellation
    )
    {
        var (outcome, made) = await copies.Make(program, request, acting, cancellation);
        return outcome.ToCreated(made.Value, "/api/v1/programs");
    }
}
