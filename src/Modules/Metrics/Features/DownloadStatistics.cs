using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// A session's figures as a file: CSV, JSON, or a wikitext table to paste on Meta. Each figure carries its definition,
/// window and as-of. Public.
/// </summary>
internal static class DownloadStatistics
{
    /// <summary>A figure as a row of a table.</summary>
    internal sealed record Row(
        string Figure,
        long Value,
        string Definition,
        Statistics Statistics,
        SessionPlan Session
    );

    private static readonly Column<Row>[] Columns =
    [
        new("figure", r => r.Figure),
        new("value", r => r.Value),
        new("definition", r => r.Definition),
        new("definition_version", r => r.Statistics.DefinitionVersion),
        new("session", r => r.Session.Title),
        new("session_id", r => r.Session.Id.Value),
        new("window_from", r => r.Statistics.Window.From),
        new("window_until", r => r.Statistics.Window.Until),
        new("counting_rule", r => Definitions.Of(r.Statistics.Counting)),
        new("as_of", r => r.Statistics.AsOf.At),
        new("as_of_position", r => r.Statistics.AsOf.Position),
    ];

    private static readonly Column<Row>[] WikitextColumns =
    [
        new("Figure", r => r.Figure),
        new("Value", r => r.Value),
        new("How it is counted", r => r.Definition),
    ];

    private static readonly (string Format, string MediaType)[] MediaTypes =
    [
        ("csv", "text/csv"),
        ("json", "application/json"),
        ("wikitext", "text/x-wiki"),
    ];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (format, type) in MediaTypes)
        {
            routes
                .MapGet(
                    $"/api/v1/sessions/{{session}}/statistics.{format}",
                    (
                        SessionId session,
                        string? asOf,
                        Sessions sessions,
                        StatisticsReader reader,
                        CancellationToken cancellation
                    ) => Handle(session, format, asOf, sessions, reader, cancellation)
                )
                .WithTags("Statistics")
                .WithSummary($"The figures of a session as a {format} file")
                .Produces<string>(StatusCodes.Status200OK, type)
                .Refuses("not-planned-yet", "as-of-not-reached", "as-of-unreadable");
        }
    }

    private static async Task<IResult> Handle(
        SessionId session,
        string format,
        string? asOf,
        Sessions sessions,
        StatisticsReader reader,
        CancellationToken cancellation
    )
    {
        var (statistics, refusal) = await reader.Read(session, asOf, cancellation);
        if (statistics is null || await sessions.Find(session, cancellation) is not { } plan)
        {
            return (refusal ?? Sessions.NotFound).ToProblem();
        }

        var name = $"{plan.Slug}-statistics";
        var rows = Rows(statistics, plan).ToAsyncEnumerable();
        return format switch
        {
            "csv" => Csv.Download($"{name}.csv", Columns, rows),
            "wikitext" => Wikitext.Download($"{name}.wikitext", Caption(statistics, plan), WikitextColumns, rows),
            _ => CanonicalJson.Download($"{name}.json", statistics),
        };
    }

    private static IEnumerable<Row> Rows(Statistics statistics, SessionPlan plan) =>
        statistics.Figures.All().Select(f => new Row(f.Key, f.Value, Definitions.Of(f.Key).Text, statistics, plan));

    private static string Caption(Statistics s, SessionPlan plan) =>
        FormattableString.Invariant(
            $"{plan.Title}, {s.Window.From:yyyy-MM-dd HH:mm} to {s.Window.Until:yyyy-MM-dd HH:mm} UTC, as of {s.AsOf.At:yyyy-MM-dd HH:mm} UTC (position {s.AsOf.Position}, definitions {s.DefinitionVersion}). {Definitions.Of(s.Counting)}"
        );
}
