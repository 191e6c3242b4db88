using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// The figures of a session, program, campaign, organiser or set as a file: CSV, JSON, or a wikitext table to paste on Meta. Each figure carries its definition,
/// window and as-of. Public.
/// </summary>
internal static class DownloadStatistics
{
    /// <summary>A figure as a row of a table. Without a value it is pending or unknown, as <c>State</c> says.</summary>
    internal sealed record Row(string Figure, long? Value, long? SumOfSessions, Statistics Statistics, PlannedNode? Of)
    {
        public string Definition => Definitions.Of(Figure).Text;

        public string State =>
            Value is not null ? ""
            : Figures.IsPending(Figure) ? "pending"
            : "unknown";
    }

    private static readonly Column<Row>[] Columns =
    [
        new("figure", r => r.Figure),
        new("value", r => r.Value),
        new("state", r => r.State),
        new("sum_of_sessions", r => r.SumOfSessions),
        new("definition", r => r.Definition),
        new("definition_version", r => r.Statistics.DefinitionVersion),
        new("level", r => r.Of?.Kind.ToString().ToLowerInvariant() ?? "set"),
        new("title", r => r.Of?.Title),
        new("id", r => r.Of?.Id),
        new("sessions", r => r.Statistics.Sessions.Count),
        new("window_from", r => r.Statistics.Window.From),
        new("window_until", r => r.Statistics.Window.Until),
        new("counting_rule", r => Definitions.OfAny(r.Statistics.Counting)),
        new("as_of", r => r.Statistics.AsOf.At),
        new("as_of_position", r => r.Statistics.AsOf.Position),
    ];

    private static readonly Column<Row>[] WikitextColumns =
    [
        new("Figure", r => r.Figure),
        new("Value", r => r.Value is { } value ? value : r.State),
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
            AskedScope.Map(
                routes,
                typeof(DownloadStatistics),
                $"statistics.{format}",
                (asked, context) => Handle(asked, format, context),
                (route, of) =>
                    route
                        .WithTags("Statistics")
                        .WithSummary($"The figures of {of} as a {format} file")
                        .Produces<string>(StatusCodes.Status200OK, type)
                        .Refuses("not-planned-yet", "as-of-not-reached", "as-of-unreadable")
            );
        }
    }

    private static async Task<IResult> Handle(AskedScope asked, string format, HttpContext context)
    {
        var (statistics, refusal) = await asked.Reader.Read(asked.Scope, asked.AsOf, context.RequestAborted);
        if (statistics is null)
        {
            return refusal!.ToProblem();
        }

        var of = asked.Scope.Node;
        var name = $"{of?.Slug ?? "sessions"}-statistics";
        var rows = Rows(statistics, of).ToAsyncEnumerable();
        return format switch
        {
            "csv" => Csv.Download($"{name}.csv", Columns, rows),
            "wikitext" => Wikitext.Download($"{name}.wikitext", Caption(statistics, of), WikitextColumns, rows),
            _ => CanonicalJson.Download($"{name}.json", statistics),
        };
    }

    private static IEnumerable<Row> Rows(Statistics statistics, PlannedNode? of)
    {
        // The sum of one session is that session.
        var sums = (statistics.SumOfSessions ?? statistics.Figures).All();
        return statistics.Figures.All().Zip(sums, (f, sum) => new Row(f.Key, f.Value, sum.Value, statistics, of));
    }

    private static string Caption(Statistics s, PlannedNode? of) =>
        FormattableString.Invariant(
            $"{of?.Title ?? $"{s.Sessions.Count} sessions"}, {s.Window.From:yyyy-MM-dd HH:mm} to {s.Window.Until:yyyy-MM-dd HH:mm} UTC, as of {s.AsOf.At:yyyy-MM-dd HH:mm} UTC (position {s.AsOf.Position}, definitions {s.DefinitionVersion}). {Definitions.OfAny(s.Counting)}"
        );
}
