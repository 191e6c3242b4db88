using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Features;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace CampaignDashboard.Metrics.Pages;

/// <summary>
/// Figures side by side: of several programs or whatever has figures, or of the same in several years. All that is compared
/// stands in the address (<c>?of=programs/…&amp;period=2025&amp;of=…</c>), so that it can be shared.
/// </summary>
public partial class ComparePage : ComponentBase
{
    private IReadOnlyList<CompareStatistics.Asked> asked = [];
    private IReadOnlyList<ComparedColumn> columns = [];
    private Refusal? refusal;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private Plans Plans { get; set; } = null!;

    [Inject]
    private Scopes Scopes { get; set; } = null!;

    [Inject]
    private StatisticsReader Reader { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var query = Context.Request.Query;
        asked = CompareStatistics.Asked.Pairs(query["of"], query["period"]);
        (columns, refusal) = await Load(asked);
        if (refusal is { } no)
        {
            Context.Response.StatusCode = no.Kind.Status();
            // What was there before the last one was added is still shown.
            (columns, _) = await Load([.. asked.SkipLast(1)]);
        }
    }

    private async Task<(IReadOnlyList<ComparedColumn>, Refusal?)> Load(IReadOnlyList<CompareStatistics.Asked> of)
    {
        var answer = await CompareStatistics.Load(of, Plans, Scopes, Reader, Context.RequestAborted);
        return (answer.Columns, answer.Refusal);
    }

    /// <summary>The years in which something was followed, the last six; none where a period is chosen already.</summary>
    private static IReadOnlyList<string> YearsOf(ComparedColumn column)
    {
        var (from, until) = (column.Statistics.Window.From.Year, column.Statistics.Window.Until.AddTicks(-1).Year);
        return column.Period.Length > 0 || column.Statistics.Sessions.Count == 0
            ? []
            :
            [
                .. Enumerable
                    .Range(from, until - from + 1)
                    .TakeLast(CompareStatistics.Most)
                    .Select(y => y.ToString(CultureInfo.InvariantCulture)),
            ];
    }

    private static CompareStatistics.Asked AskedOf(ComparedColumn column) => new(column.Name, column.Period);

    private static string NameOf(ComparedColumn column) =>
        column.Period.Length > 0 ? $"{column.Node.Title} ({column.Period})" : column.Node.Title;

    private string Missing(ComparedColumn column, string key) =>
        Figures.IsPending(key)
            ? L["metrics-pending-until", L.Date(column.Statistics.RetentionKnownFrom)]
            : L["metrics-not-known"];

    private string Signed(long more) =>
        more == 0 ? "±0"
        : more > 0 ? $"+{L.Number(more)}"
        : L.Number(more);

    private static string Address(IEnumerable<CompareStatistics.Asked> of) => $"/compare{Query(of)}";

    private static string Query(IEnumerable<CompareStatistics.Asked> of)
    {
        var query = new QueryBuilder();
        foreach (var one in of)
        {
            query.Add("of", one.Of);
            query.Add("period", one.Period);
        }

        return query.ToQueryString().ToUriComponent();
    }
}
