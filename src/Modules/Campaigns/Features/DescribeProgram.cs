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

/// <summary>A coordinator says anew what a program is. Saying the same again changes nothing.</summary>
internal static class DescribeProgram
{
    internal sealed class Validator : AbstractValidator<ProgramDetails>
    {
        public Validator()
        {
            RuleFor(r => r.Title).MustBeTitle();
            RuleFor(r => r.Description).MustBeText(10_000);
            RuleFor(r => r.End).MustNotBeBefore(r => r.Start);
            RuleFor(r => r.Venue).MustBeText(500);
            RuleFor(r => r.WikidataItem).MustBeWikidataItem();
            RuleFor(r => r.Wikis).MustBeWikisOrNone();
            RuleFor(r => r.Goals).MustBeGoalsOrNone();
        }
    }

    internal sealed record Command(
        ProgramId Id,
        Standing By,
        ProgramDetails Asked,
        Refusal? WikisRefused,
        string? UnknownFigure,
        NamedItems Items,
        DateTimeOffset Now
    );

    internal static Decision<ProgramEvent> Decide(Program program, Command c) =>
        program switch
        {
            { Exists: false } => Inventory.NoSuchProgram,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when c.UnknownFigure is { } figure => NoSuchFigure(figure),
            _ when c.WikisRefused is { } refusal => refusal,
            _ when program.Details?.Says(c.Asked) == true => [],
            _ when c.Items.Refuse(c.Asked.WikidataItem, program.Details?.WikidataItem) is { } refusal => refusal,
            _ => [new ProgramDescribed(c.Id, c.Asked, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/programs/{program}", Handle)
            .Validate<ProgramDetails, Validator>()
            .WithTags("Programs")
            .WithSummary("Describe a program anew: what is left out is told no more")
            .GuardedBy("/api/v1/programs/{program}")
            .Refuses(
                "no-such-item",
                "no-such-figure",
                "no-such-wiki",
                "another-wiki",
                "no-such-namespace",
                "wiki-not-answering"
            );

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        ProgramId program,
        ProgramDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    ) => (await Run(program, request, acting, planning, cancellation)).ToNoContent();

    /// <summary>The same for the API and the page.</summary>
    internal static async Task<Outcome> Run(
        ProgramId program,
        ProgramDetails request,
        Acting acting,
        Planning planning,
        CancellationToken cancellation
    )
    {
        var by = await planning.Rights.At(program.Value, acting.By, cancellation);
        var wikis = await planning.Wikis.Resolve(by.MayCoordinate ? request.Wikis ?? [] : [], cancellation);
        var asked = (request with { Wikis = planning.Wikis.Kept(wikis.Wikis) }).Tidied();
        var items = await planning.Items.Check(by.MayCoordinate ? [asked.WikidataItem] : [], cancellation);
        var unknown = planning.Goals.UnknownIn(request.Goals ?? []);
        var command = new Command(program, by, asked, wikis.Refusal, unknown, items, acting.Now);
        return await planning.Change<Program, ProgramEvent>(
            program.Value,
            s => Decide(s, command),
            acting,
            cancellation
        );
    }

    private static Refusal NoSuchFigure(string figure) =>
        Refusal.Invalid("no-such-figure", $"Nothing counts “{figure}”. The figures are those at /api/v1/definitions.");
}
