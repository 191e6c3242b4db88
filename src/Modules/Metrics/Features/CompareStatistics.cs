using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// The figures of several things side by side, or of the same in several periods; each is told beside how much more it is
/// than in the first. Public.
/// </summary>
internal static class CompareStatistics
{
    /// <summary>How many can stand beside each other.</summary>
    internal const int Most = 6;

    private static readonly Refusal TooMany = Refusal.Invalid(
        "too-many-to-compare",
        $"At most {Most} can stand side by side. Leave some out, or ask for each by itself."
    );

    /// <summary>What is to be compared: an id or the path of a page, and a period.</summary>
    internal readonly record struct Asked(string Of, string Period)
    {
        /// <summary>The pairs of two lists of the same address, without those that name nothing.</summary>
        public static IReadOnlyList<Asked> Pairs(IReadOnlyList<string?> of, IReadOnlyList<string?> period) =>
            [
                .. of.Select((name, i) => new Asked(name?.Trim() ?? "", period.ElementAtOrDefault(i)?.Trim() ?? ""))
                    .Where(asked => asked.Of.Length > 0),
            ];
    }

    /// <summary>The columns, or why there are none.</summary>
    internal readonly record struct Answer(IReadOnlyList<ComparedColumn> Columns, Refusal? Refusal);

    /// <summary>A figure of a column as a row of the CSV.</summary>
    private sealed record Row(string Figure, ComparedColumn Column, ComparedColumn First);

    private static readonly Column<Row>[] Columns =
    [
        new("figure", r => r.Figure),
        new("level", r => r.Column.Node.Kind.ToString().ToLowerInvariant()),
        new("title", r => r.Column.Node.Title),
        new("id", r => r.Column.Node.Id),
        new("period", r => r.Column.Period),
        new("value", r => r.Column.Values[r.Figure]),
        new(
            "state",
            r =>
                r.Column.Values[r.Figure] is not null ? ""
                : Figures.IsPending(r.Figure) ? "pending"
                : "unknown"
        ),
        new("more_than_first", r => r.Column.MoreThan(r.First, r.Figure)),
        new("definition", r => Definitions.Of(r.Figure).Text),
        new("definition_version", r => r.Column.Statistics.DefinitionVersion),
        new("as_of", r => r.Column.Statistics.AsOf.At),
        new("as_of_position", r => r.Column.Statistics.AsOf.Position),
    ];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/statistics/comparison.csv", Handle)
            .WithTags("Statistics")
            .WithSummary(
                "The figures of up to six sessions, programs, campaigns or organisers side by side as a CSV file"
            )
            .WithDescription(
                "`of` is an id or the path of a page (`programs/its-address`), once for each; `period`, in the same order, a year, a month, two dates with a slash, or empty. `more_than_first` is the difference to the first."
            )
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .IsOf(typeof(CompareStatistics))
            .Refuses(
                "no-sessions-named",
                "no-such-plan",
                "period-unreadable",
                "not-planned-yet",
                "too-many-to-compare"
            );

    /// <summary>The figures of each, as they are now.</summary>
    internal static async Task<Answer> Load(
        IReadOnlyList<Asked> asked,
        Plans plans,
        Scopes scopes,
        StatisticsReader reader,
        CancellationToken cancellation
    )
    {
        if (asked.Count > Most)
        {
            return new([], TooMany);
        }

        List<ComparedColumn> columns = [];
        foreach (var one in asked)
        {
            if (ComparedColumn.ReadPeriod(one.Period) is not { } period)
            {
                return new([], AskedScope.NoPeriod);
            }

            if (
                await Find(one.Of, plans, cancellation) is not { } node
                || await scopes.Of(node.Kind, node.Id, period, cancellation) is not { } scope
            )
            {
                return new([], AskedScope.UnknownMember);
            }

            var (statistics, refusal) = await reader.Read(scope, null, cancellation);
            if (statistics is null)
            {
                return new([], refusal);
            }

            columns.Add(new(node, one.Period, statistics));
        }

        return new(columns, null);
    }

    private static async Task<IResult> Handle(
        [FromQuery] string[]? of,
        [FromQuery] string[]? period,
        Plans plans,
        Scopes scopes,
        StatisticsReader reader,
        CancellationToken cancellation
    )
    {
        var asked = Asked.Pairs(of ?? [], period ?? []);
        var (columns, refusal) = await Load(asked, plans, scopes, reader, cancellation);
        refusal ??= columns.Count == 0 ? AskedScope.NoSet : null;
        return refusal?.ToProblem()
            ?? Csv.Download(
                "comparison.csv",
                Columns,
                Definitions
                    .All.SelectMany(d => columns.Select(column => new Row(d.Key, column, columns[0])))
                    .ToAsyncEnumerable()
            );
    }

    /// <summary>What has this id, or stands at this path, perhaps with the site's address before it.</summary>
    private static async Task<PlannedNode?> Find(string name, Plans plans, CancellationToken cancellation)
    {
        if (Guid.TryParse(name, out var id))
        {
            return await plans.Find(id, cancellation);
        }

        var path = Uri.TryCreate(name, UriKind.Absolute, out var address) ? address.AbsolutePath : name;
        return
            path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var kinds, var slug, ..]
            && Enum.GetValues<NodeKind>().Cast<NodeKind?>().FirstOrDefault(k => IsCalled(k!.Value, kinds)) is { } kind
            ? await plans.At(kind, Uri.UnescapeDataString(slug), cancellation)
            : null;
    }

    private static bool IsCalled(NodeKind kind, string kinds) =>
        string.Equals($"{kind}s", kinds, StringComparison.OrdinalIgnoreCase);
}
