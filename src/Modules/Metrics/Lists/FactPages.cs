using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Features;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>What the pages of facts gather from: a page of any list, by its name.</summary>
internal sealed class FactPages(
    PlanPages plans,
    Scopes scopes,
    FactReading reading,
    People people,
    WikiAddresses addresses,
    Choosing choosing,
    PageNames names,
    WikiDirectory directory
)
{
    private readonly RevisionList revisions = new(addresses);
    private readonly PageList pages = new(addresses);
    private readonly FileList files = new(addresses);
    private readonly DayList days = new();
    private readonly ParticipantList participants = new();

    public WikiAddresses Addresses => addresses;

    public WikiDirectory Directory => directory;

    public Rights Rights => choosing.Rights;

    /// <summary>A page of a list: which one, narrowed how, as of when, in which period, behind which row.</summary>
    internal sealed record Asked(
        string List,
        FactFilter Filter,
        string? AsOf,
        string? From,
        string? Until,
        string? After,
        int Size
    );

    /// <summary>
    /// The rows, the wikis that can be chosen, the cursor of the next page, and as of when the rows were counted where that is
    /// not the latest.
    /// </summary>
    internal sealed record Page(
        object Rows,
        IReadOnlyList<string> Wikis,
        string? Next,
        DateTimeOffset? CountedAsOf = null
    );

    public Task<PlannedNode?> Find(NodeKind kind, string slug, HttpContext context, NavigationManager address) =>
        plans.Find(kind, slug, context, address);

    public async Task<IReadOnlyList<ShowPageChoices.View>> ChoicesOf(
        SessionId session,
        CancellationToken cancellation
    ) => (await ShowPageChoices.Load(session, choosing.Log, names, addresses, cancellation)).Views;

    public Task<Outcome> Choose(
        SessionId session,
        WikiPage page,
        Choosing.Request request,
        bool counts,
        Acting acting,
        CancellationToken cancellation
    ) =>
        choosing.Decide(session, page, request, counts ? IncludePage.Decide : ExcludePage.Decide, acting, cancellation);

    /// <summary>The page, or why not.</summary>
    public async Task<(Page? Page, Refusal? Refusal)> Load(
        PlannedNode node,
        Asked asked,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (AskedScope.ReadPeriod(asked.From, asked.Until) is not { } period)
        {
            return (null, AskedScope.NoPeriod);
        }

        return await scopes.Of(node.Kind, node.Id, period, cancellation) is not { } scope
            ? (null, PlannedNode.NotFound(node.Kind))
            : asked.List switch
            {
                "revisions" => await Load(revisions, scope, asked, caller, cancellation),
                "files" => await Load(files, scope, asked, caller, cancellation),
                "days" => await Load(days, scope, asked, caller, cancellation),
                "participants" => await LoadByName(scope, asked, caller, cancellation),
                _ => await Load(pages, scope, asked, caller, cancellation),
            };
    }

    private async Task<(Page? Page, Refusal? Refusal)> Load<TRow>(
        IFactList<TRow> list,
        Scope scope,
        Asked asked,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (opened, refusal) = await reading.Open(list, scope, asked.Filter, asked.AsOf, caller, cancellation);
        if (opened is null)
        {
            return (null, refusal);
        }

        var query = opened.Query with { After = asked.After, Limit = asked.Size + 1 };
        var kept = await reading.Kept(list, opened, query, cancellation);
        var (rows, wikis) = await reading.Ask(
            opened,
            async connection =>
                (
                    kept?.Rows ?? await FactReading.Page(list, query, connection, cancellation),
                    await Breakdown.WikisOf(scope, connection, cancellation)
                ),
            cancellation
        );
        IReadOnlyList<TRow> shown = [.. rows.Take(asked.Size)];
        var next = rows.Count > asked.Size ? list.CursorOf(shown[^1]) : null;
        return (new(shown, wikis, next, kept?.AsOf), null);
    }

    /// <summary>People as readers look for them: by name. The cursor is the place of the last one among all.</summary>
    private async Task<(Page? Page, Refusal? Refusal)> LoadByName(
        Scope scope,
        Asked asked,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (opened, refusal) = await reading.Open(participants, scope, asked.Filter, asked.AsOf, caller, cancellation);
        if (opened is null)
        {
            return (null, refusal);
        }

        var from = int.TryParse(asked.After, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
        if (await reading.ByName(opened, from, asked.Size + 1, cancellation) is var (kept, places))
        {
            var wikis = await reading.Ask(
                opened,
                connection => Breakdown.WikisOf(scope, connection, cancellation),
                cancellation
            );
            return (
                new Page(
                    kept.Rows.Take(asked.Size).ToArray(),
                    wikis,
                    kept.Rows.Count > asked.Size ? $"{places[asked.Size - 1]}" : null,
                    kept.AsOf
                ),
                null
            );
        }

        return await reading.Ask(
            opened,
            async connection =>
            {
                var query = await (opened.Query with { Limit = int.MaxValue }).InPeriod(connection, cancellation);
                var all = await ParticipantList.PeopleOf(connection, query, cancellation);
                var page = await people.Page(all, "", from, asked.Size, cancellation);
                PersonId[] order = [.. page.Names.Select(n => n.Key)];
                var rows = await ParticipantList.Of(order, connection, query, cancellation);
                IReadOnlyList<FactParticipant> shown = [.. rows.OrderBy(r => Array.IndexOf(order, r.Person!.Value))];
                var next = from + asked.Size < page.Found ? $"{from + asked.Size}" : null;
                return (
                    new Page(shown, await Breakdown.WikisOf(scope, connection, cancellation), next),
                    (Refusal?)null
                );
            },
            cancellation
        );
    }
}
