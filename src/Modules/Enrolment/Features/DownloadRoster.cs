using System.Text.Json;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>The participants of a session and their attendance as a CSV file, by name. For its coordinators.</summary>
internal static class DownloadRoster
{
    private sealed record Line(string UserName, DoorRows.Row Row);

    private static readonly Column<Line>[] Columns =
    [
        new("user_name", line => line.UserName),
        new("takes_part", line => AsInJson(line.Row.Attendance)),
        new("since", line => line.Row.Since),
        new("attendance", line => AsInJson(line.Row.Presence)),
        new("recorded_at", line => line.Row.RecordedAt),
    ];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/sessions/{session}/participants.csv", Handle)
            .WithTags("Attendance")
            .WithSummary("The participants of a session and their attendance as a csv file")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .May(WhoMay.Coordinators);

    private static string? AsInJson(Enum? value) =>
        value is null ? null : JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static async Task<IResult> Handle(
        SessionId session,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        if (await enrolling.Sessions.Find(session, cancellation) is not { } plan)
        {
            return Sessions.NotFound.ToProblem();
        }

        if (!(await enrolling.Rights.At(session.Value, acting.By, cancellation)).MayCoordinate)
        {
            return Standing.NotACoordinator.ToProblem();
        }

        var rows = (await enrolling.Door.Of(session, Shown.All, kept: null, cancellation)).ToDictionary(r => r.Person);
        var page = await enrolling.People.Page([.. rows.Keys], "", 0, rows.Count, cancellation);
        var lines = page.Names.Select(n => new Line(n.Value, rows[n.Key])).ToAsyncEnumerable();
        return Csv.Download($"{plan.Slug}-participants.csv", Columns, lines);
    }
}
