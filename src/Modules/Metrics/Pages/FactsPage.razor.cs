using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Features;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace CampaignDashboard.Metrics.Pages;

/// <summary>
/// The facts behind the figures of a session, program, campaign or organiser, a page at a time, each linked to its wiki. On
/// the pages of a session its coordinators take pages out of the figures, and everybody reads which and why.
/// </summary>
public partial class FactsPage : ComponentBase
{
    private const int Size = 50;

    private static readonly Choosing.Validator Rules = new();

    /// <summary>The last part of the address of what it is about.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    /// <summary>Which list: see <see cref="FactLists"/>.</summary>
    [Parameter]
    public string List { get; set; } = "";

    /// <summary>Only what this figure is counted from.</summary>
    [SupplyParameterFromQuery]
    public string? Figure { get; set; }

    /// <summary>The cursor of the page before.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>A log position, a date or an instant: the facts as they were then.</summary>
    [SupplyParameterFromQuery]
    public string? AsOf { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private FactPages Facts { get; set; } = null!;

    internal WikiAddresses Addresses => Facts.Addresses;

    private PlannedNode? Node { get; set; }

    private FactFilter Filter { get; set; } = FactFilter.None;

    private FactPages.Page? Loaded { get; set; }

    internal IReadOnlyList<ShowPageChoices.View> Choices { get; private set; } = [];

    private Standing By { get; set; } = new(null, IsAdministrator: false, IsCoordinator: false);

    private Refusal? Refused { get; set; }

    private Dictionary<string, string[]> Errors { get; set; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>The rows, for the table that shows them.</summary>
    internal IReadOnlyList<TRow> Rows<TRow>() => (IReadOnlyList<TRow>)Loaded!.Rows;

    private string? Next => Loaded?.Next;

    private bool SignedIn => By.Person is not null;

    private bool IsPeopleNotShown => Refused == Viewers.PeopleNotShown;

    private string Here => Context.Request.Path.Value!;

    private string Heading =>
        Figure is null || Refused is not null ? L[$"metrics-list-{List}"] : L[$"metrics-figure-{Figure}"];

    private bool IsPosted => Context.Request.HasFormContentType;

    internal bool MayChoose => By.MayCoordinate && By.Life is Life.Open && Node?.Kind is NodeKind.Session;

    // Only a form that is there can answer, also where the session was archived meanwhile.
    private bool OffersChoice => By.MayCoordinate && (By.Life is Life.Open || IsPosted);

    private bool IsChoosing => IsPosted || Context.Request.Query.ContainsKey("choose");

    private IReadOnlyList<(string, string)> Figures =>
        [("", L["metrics-filter-any"]), .. FactLists.FiguresOf(List).Select(f => (f, L[$"metrics-figure-{f}"]))];

    private IEnumerable<(string, string)> Wikis => [("", L["metrics-filter-any"]), .. TrackedWikis];

    private IEnumerable<(string, string)> TrackedWikis =>
        (Loaded?.Wikis ?? []).Select(wiki => (wiki, Addresses.NameOf(wiki)));

    /// <summary>What the filter's form keeps, besides what it shows.</summary>
    private IEnumerable<(string Name, string Value)> Kept =>
        ((string[])["asOf", "from", "until", "person", "page"])
            .Select(name => (name, Context.Request.Query[name].ToString()))
            .Where(kept => kept.Item2.Length > 0);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (!FactLists.All.Contains(List, StringComparer.Ordinal))
        {
            Navigation.NotFound();
            return;
        }

        var kind = Enum.Parse<NodeKind>(Here.Split('/')[1].TrimEnd('s'), ignoreCase: true);
        if (await Facts.Find(kind, Slug, Context, Navigation) is not { } node)
        {
            return;
        }

        await Load(node);
        // Told after the last await: the page may be rendered at any of them, and its tables are not rendered again.
        Node = node;
    }

    private async Task Load(PlannedNode node)
    {
        var acting = Acting.Of(Context);
        var query = Context.Request.Query;
        Figure = string.IsNullOrEmpty(Figure) ? null : Figure;
        Filter = ShowFacts.FilterOf(
            Figure,
            query["wiki"],
            Guid.TryParse(query["person"], out var person) ? new PersonId(person) : null,
            long.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : null,
            Facts.Directory
        );
        By = await Facts.Rights.At(node.Id, acting.By, Context.RequestAborted);
        var asked = new FactPages.Asked(List, Filter, AsOf, query["from"], query["until"], After, Size);
        (Loaded, Refused) = await Facts.Load(node, asked, acting.By, Context.RequestAborted);
        if (Refused is { } refusal)
        {
            Context.Response.StatusCode = refusal.Kind.Status();
        }

        if (node.Kind is NodeKind.Session && List == "pages")
        {
            Choices = await Facts.ChoicesOf(new(node.Id), Context.RequestAborted);
        }
    }

    private async Task Choose()
    {
        var form = Context.Request.Form;
        var request = new Choosing.Request(form["reason"].ToString());
        var errors = new Dictionary<string, string[]>(await Rules.Errors(request), StringComparer.Ordinal);
        if (
            !long.TryParse(Typed("page", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1
        )
        {
            errors["page"] = [L["metrics-page-number-wrong"]];
        }

        Errors = errors;
        if (errors.Count > 0)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var page = new WikiPage(Typed("wiki", ""), number);
        var outcome = await Facts.Choose(
            new(Node!.Id),
            page,
            request,
            form["choice"] == "include",
            Acting.Of(Context),
            Context.RequestAborted
        );
        Refused = outcome.Refusal;
        if (outcome.Refusal is { } refusal)
        {
            Context.Response.StatusCode = refusal.Kind.Status();
        }
        else
        {
            Context.Response.StatusCode = StatusCodes.Status303SeeOther;
            Context.Response.Headers.Location = $"{Here}#choices";
        }
    }

    private string Typed(string field, string? before) =>
        IsPosted && Context.Request.Form.TryGetValue(field, out var typed) ? typed.ToString().Trim() : before ?? "";

    private string? Error(string field) =>
        Errors.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    internal string ExcludeAddress(FactPage page) => ChooseAddress(new(page.Wiki, page.Page));

    internal string IncludeAddress(ShowPageChoices.View choice) => ChooseAddress(new(choice.Wiki, choice.Page));

    private string ChooseAddress(WikiPage page) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Here}?ofWiki={Uri.EscapeDataString(page.Wiki)}&choose={page.Page}#choices"
        );

    internal string RevisionsOf(FactPage page) =>
        WithPeriod(
            $"{Node!.Page}/statistics/revisions",
            ("figure", "contentEdits"),
            ("wiki", page.Wiki),
            ("page", page.Page.ToString(CultureInfo.InvariantCulture))
        );

    internal string RevisionsBy(FactParticipant person) =>
        WithPeriod($"{Node!.Page}/statistics/revisions", ("person", $"{person.Person}"), ("wiki", Filter.Wiki));

    /// <summary>Another list of the same, or another page of this one; what it is as of stays.</summary>
    private string AddressOf(string list, bool keepFilter = false, string? after = null) =>
        WithPeriod($"{Node!.Page}/statistics/{list}", keepFilter ? [.. FilterParts, ("after", after)] : []);

    private string DownloadAddress(string format) =>
        WithPeriod(
            $"/api/v1/{Node!.Kind.ToString().ToLowerInvariant()}s/{Node.Id}/statistics/{List}.{format}",
            [.. FilterParts]
        );

    private (string, string?)[] FilterParts =>
        [
            ("figure", Filter.Figure),
            ("wiki", Filter.Wiki),
            ("person", Filter.Person?.ToString()),
            ("page", Filter.Page?.ToString(CultureInfo.InvariantCulture)),
        ];

    private string WithPeriod(string path, params (string Name, string? Value)[] parts)
    {
        var query = new QueryBuilder();
        var kept = ((string[])["asOf", "from", "until"]).Select(n =>
            (Name: n, Value: (string?)Context.Request.Query[n])
        );
        foreach (var (name, value) in parts.Concat(kept).Where(p => !string.IsNullOrEmpty(p.Value)))
        {
            query.Add(name, value!);
        }

        return path + query.ToQueryString().ToUriComponent();
    }
}
