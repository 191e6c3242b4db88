using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
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
        }
    }

    internal sealed record Command(ProgramId Id, Standing By, ProgramDetails Asked, DateTimeOffset Now);

    internal static Decision<ProgramEvent> Decide(Program program, Command c) =>
        program switch
        {
            { Exists: false } => Inventory.NoSuchProgram,
            _ when c.By.MayNotCoordinate is { } no => no,
            _ when program.Details == c.Asked => [],
            _ => [new ProgramDescribed(c.Id, c.Asked, c.Now)],
        };

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/api/v1/programs/{program}", Handle)
            .Validate<ProgramDetails, Validator>()
            .WithTags("Programs")
            .WithSummary("Describe a program anew: what is left out is told no more");

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
        var command = new Command(program, by, request.Tidied(), acting.Now);
        return await planning.Change<Program, ProgramEvent>(
            program.Value,
            s => Decide(s, command),
            acting,
            cancellation
        );
    }
}
