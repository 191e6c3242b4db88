using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Charts;
using CampaignDashboard.Metrics.Lists;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace CampaignDashboard.Metrics.Pages;

/// <summary>
/// The figures of a session, program, campaign or organiser on its page, now or as of an earlier instant; above a session
/// also of a period. Each tells how it is counted and leads to the facts behind it.
/// </summary>
public partial class StatisticsSection : ComponentBase
{
    private Statistics? statistics;
    private Refusal? refusal;
    private Dictionary<string, long?> values = [];
    private Dictionary<string, long?>? sums;

    /// <summary>Whose figures are shown.</summary>
    [Parameter, EditorRequired]
    public PlannedNode Node { get; set; } = null!;

    /// <summary>The IANA time zone in which instants are told.</summary>
    [Parameter]
    public string Zone { get; set; } = "UTC";

    /// <summary>A log position, a date or an instant: the figures as they were then.</summary>
    [SupplyParameterFromQuery]
    public string? AsOf { get; set; }

    /// <summary>A date or an instant from which on facts count; above a session.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>A date, to the end of which facts count, or an instant, before which they do; above a session.</summary>
    [SupplyParameterFromQuery]
    public string? Until { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The figures that are shown.</summary>
    internal Statistics Statistics => statistics!;

    /// <summary>What their charts are drawn from; null: there is nothing to draw.</summary>
    internal ChartFacts? ChartFacts { get; private set; }

    /// <summary>When the page is shown.</summary>
    internal DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Whether it is a session whose edits are counted at this moment.</summary>
    internal bool IsRunning => !IsAboveSession && Statistics.Window.From <= Now && Now < Statistics.Window.Until;

    /// <summary>While a session runs, its page keeps itself fresh.</summary>
    private int? RefreshSeconds => statistics is not null && IsRunning && !IsHistorical ? 60 : null;

    private bool IsAboveSession => Node.Kind is not NodeKind.Session;

    /// <summary>The list of the edits on a wiki, as of the same instant and of the same period.</summary>
    internal string EditsOn(string wiki) =>
        $"{Node.Page}/statistics/revisions?wiki={Uri.EscapeDataString(wiki)}{Asked.Replace('?', '&')}";

    private bool IsHistorical => !string.IsNullOrEmpty(AsOf);

    // A session has its own window, and its page takes no other.
    private bool IsOfPeriod => IsAboveSession && (!string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(Until));

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var period = IsOfPeriod ? AskedScope.ReadPeriod(From, Until) : Period.All;
        if (period is null)
        {
            refusal = AskedScope.NoPeriod;
        }
        else if (await Scopes.Of(Node.Kind, Node.Id, period, Context.RequestAborted) is { } scope)
        {
            var (read, refused) = await Reader.Read(scope, AsOf, Context.RequestAborted);
            // Drawn of now alone: of an earlier instant the figures say enough, and each is a replay of its own.
            var drawn =
                !IsHistorical && read?.Figures.Edits > 0
                    ? await Cache.Get(Charts.ChartFacts.Part, scope, Context.RequestAborted)
                    : null;

            // Told after the last await: a component is rendered at each, with what is known by then.
            (statistics, refusal, ChartFacts) = (read, refused, drawn);
            values = ByKey(read?.Figures ?? new());
            sums = read?.SumOfSessions is { } sum ? ByKey(sum) : null;
        }
    }

    private static Dictionary<string, long?> ByKey(Figures figures) =>
        figures.All().ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);

    private string Missing(string key) =>
        Figures.IsPending(key)
            ? L["metrics-pending-until", L.Date(statistics!.RetentionKnownFrom, Zone)]
            : L["metrics-not-known"];

    private string Number(long? value) => value is { } known ? L.Number(known) : "–";

    private static string RuleOf(CountingRule? rule) =>
        rule switch
        {
            null => "several",
            { Scope: CountedScope.AllEdits, From: CountFrom.Window } => "all",
            { Scope: CountedScope.AllEdits } => "all-enrolment",
            { From: CountFrom.Window } => "list",
            _ => "list-enrolment",
        };

    /// <summary>The list of what a figure is counted from, as of the same instant and of the same period; null: there is none.</summary>
    private string? FactsBehind(string key) =>
        FactLists.AddressOf(Node, key) is { } list ? list + Asked.Replace('?', '&') : null;

    private string DownloadAddress(string format) =>
        $"/api/v1/{Node.Kind.ToString().ToLowerInvariant()}s/{Node.Id}/statistics.{format}{Asked}";

    /// <summary>The query that asks for the same elsewhere.</summary>
    private string Asked
    {
        get
        {
            var query = new QueryBuilder();
            var parts = ((string, string?)[])
                [("asOf", AsOf), ("from", IsOfPeriod ? From : null), ("until", IsOfPeriod ? Until : null)];
            foreach (var (name, value) in parts.Where(p => !string.IsNullOrEmpty(p.Item2)))
            {
                query.Add(name, value!);
            }

            return query.ToQueryString().ToUriComponent();
        }
    }
}
