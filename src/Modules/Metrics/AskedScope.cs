using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CampaignDashboard.Metrics;

/// <summary>
/// Of what somebody asks the API, and as of when: <c>/api/v1/{sessions|programs|campaigns|organisers}/{id}/…</c>, or
/// <c>/api/v1/…?of={id}&amp;of={id}</c> for any set; <c>from</c> and <c>until</c> limit the period.
/// </summary>
internal sealed record AskedScope(Scope Scope, string? AsOf, StatisticsReader Reader)
{
    /// <summary>How many things a set may name.</summary>
    internal const int MostOfSet = 200;

    internal static readonly Refusal NoSet = Refusal.Invalid(
        "no-sessions-named",
        $"Name the sessions, programs, campaigns or organisers by their ids: ?of=…&of=…, {MostOfSet} at most."
    );

    internal static readonly Refusal UnknownMember = Refusal.NotFound(
        "no-such-plan",
        "One of the ids is of no session, program, campaign or organiser. Check them."
    );

    internal static readonly Refusal NoPeriod = Refusal.Invalid(
        "period-unreadable",
        "Write from and until as dates (2026-03-08) or instants (2026-03-08T12:00:00Z), the earlier one first."
    );

    /// <summary>The query that all of these take.</summary>
    internal sealed record Query(
        [FromQuery(Name = "asOf")] string? AsOf,
        [FromQuery(Name = "from")] string? From,
        [FromQuery(Name = "until")] string? Until
    );

    private sealed record NothingMore;

    /// <summary>
    /// Maps one path of a slice below each level and for sets. <paramref name="path"/> is what stands after the id
    /// (<c>statistics</c>).
    /// </summary>
    internal static void Map(
        IEndpointRouteBuilder routes,
        Type slice,
        string path,
        Func<AskedScope, HttpContext, Task<IResult>> handle,
        Action<RouteHandlerBuilder, string> describe
    ) => Map<NothingMore>(routes, slice, path, (asked, _, context) => handle(asked, context), describe);

    /// <summary>The same where more can be asked: the query has <typeparamref name="TMore"/>, too.</summary>
    internal static void Map<TMore>(
        IEndpointRouteBuilder routes,
        Type slice,
        string path,
        Func<AskedScope, TMore, HttpContext, Task<IResult>> handle,
        Action<RouteHandlerBuilder, string> describe
    )
    {
        foreach (var kind in Enum.GetValues<NodeKind>())
        {
            var name = kind.ToString().ToLowerInvariant();
            describe(
                routes
                    .MapGet(
                        $"/api/v1/{name}s/{{node:guid}}/{path}",
                        (
                            Guid node,
                            [AsParameters] Query query,
                            [AsParameters] TMore more,
                            HttpContext context,
                            Scopes scopes,
                            StatisticsReader reader
                        ) => Of(kind, node, query, context, scopes, reader, (asked, it) => handle(asked, more, it))
                    )
                    .IsOf(slice)
                    .Refuses($"no-such-{name}", "period-unreadable"),
                kind is NodeKind.Organiser ? $"an {name}" : $"a {name}"
            );
        }

        describe(
            routes
                .MapGet(
                    $"/api/v1/{path}",
                    (
                        [FromQuery] Guid[]? of,
                        [AsParameters] Query query,
                        [AsParameters] TMore more,
                        HttpContext context,
                        Scopes scopes,
                        StatisticsReader reader
                    ) => OfSet(of ?? [], query, context, scopes, reader, (asked, it) => handle(asked, more, it))
                )
                .IsOf(slice)
                .Refuses("no-sessions-named", "no-such-plan", "period-unreadable"),
            "any set of sessions, programs, campaigns and organisers"
        );
    }

    /// <summary>A period as somebody wrote it; null is unreadable. A date as an end is the end of that day.</summary>
    internal static Period? ReadPeriod(string? from, string? until)
    {
        var (start, end) = (StartOf(from), EndOf(until));
        return
            (string.IsNullOrEmpty(from) || start is not null)
            && (string.IsNullOrEmpty(until) || end is not null)
            && !(end <= start)
            ? new(start, end)
            : null;
    }

    private static DateTimeOffset? StartOf(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length == 10 ? Instants.Parse($"{text}T00:00Z")
        : Instants.Parse(text);

    // A date means its last instant there; a period ends where the next day begins.
    private static DateTimeOffset? EndOf(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length == 10 ? Instants.Parse(text)?.AddTicks(10)
        : Instants.Parse(text);

    private static async Task<IResult> Of(
        NodeKind kind,
        Guid id,
        Query query,
        HttpContext context,
        Scopes scopes,
        StatisticsReader reader,
        Func<AskedScope, HttpContext, Task<IResult>> handle
    ) =>
        ReadPeriod(query.From, query.Until) is not { } period ? NoPeriod.ToProblem()
        : await scopes.Of(kind, id, period, context.RequestAborted) is { } scope
            ? await handle(new(scope, query.AsOf, reader), context)
        : PlannedNode.NotFound(kind).ToProblem();

    private static async Task<IResult> OfSet(
        Guid[] of,
        Query query,
        HttpContext context,
        Scopes scopes,
        StatisticsReader reader,
        Func<AskedScope, HttpContext, Task<IResult>> handle
    ) =>
        of.Length is 0 or > MostOfSet ? NoSet.ToProblem()
        : ReadPeriod(query.From, query.Until) is not { } period ? NoPeriod.ToProblem()
        : await scopes.OfSet(of, period, context.RequestAborted) is { } scope
            ? await handle(new(scope, query.AsOf, reader), context)
        : UnknownMember.ToProblem();
}
