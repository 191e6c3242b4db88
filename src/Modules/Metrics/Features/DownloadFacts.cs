using System.ComponentModel;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// The facts behind the figures as a file: CSV, JSON lines, or a wikitext table for Meta. Written as they are read, so that a
/// million of them fill no memory, all of one instant. Public, but for who took part: see <see cref="Viewers"/>.
/// </summary>
internal static class DownloadFacts
{
    /// <summary>Which facts.</summary>
    internal sealed record Query(
        [property: FromQuery(Name = "figure"), Description(ShowFacts.Query.FigureMeans)] string? Figure,
        [property: FromQuery(Name = "wiki"), Description(ShowFacts.Query.WikiMeans)] string? Wiki,
        [property: FromQuery(Name = "person"), Description(ShowFacts.Query.PersonMeans)] PersonId? Person,
        [property: FromQuery(Name = "page"), Description(ShowFacts.Query.PageMeans)] long? Page
    );

    private static readonly (string Format, string MediaType)[] Formats =
    [
        ("csv", "text/csv"),
        ("jsonl", "application/jsonl"),
        ("wikitext", "text/x-wiki"),
    ];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (format, type) in Formats)
        {
            Map<FactPage, PageList>(routes, "pages", format, type);
            Map<FactRevision, RevisionList>(routes, "revisions", format, type);
            Map<FactUpload, FileList>(routes, "files", format, type);
            Map<FactDay, DayList>(routes, "days", format, type);
            Map<FactParticipant, ParticipantList>(routes, "participants", format, type);
        }
    }

    private static void Map<TRow, TList>(IEndpointRouteBuilder routes, string name, string format, string mediaType)
        where TList : IFactList<TRow> =>
        AskedScope.Map<Query>(
            routes,
            typeof(TList),
            $"statistics/{name}.{format}",
            (asked, query, context) => Handle<TRow, TList>(asked, query, format, context),
            (route, of) =>
                route
                    .WithTags("Facts")
                    .WithSummary($"The {name} of {of} as a {format} file")
                    .May(name == "participants" ? WhoMay.Participants : WhoMay.Everybody)
                    .Produces<string>(StatusCodes.Status200OK, mediaType)
                    .Refuses("as-of-not-reached", "as-of-unreadable", "figure-of-another-list", "participants-only")
        );

    private static async Task<IResult> Handle<TRow, TList>(
        AskedScope asked,
        Query query,
        string format,
        HttpContext context
    )
        where TList : IFactList<TRow>
    {
        var services = context.RequestServices;
        var list = services.GetRequiredService<TList>();
        var reading = services.GetRequiredService<FactReading>();
        var wikis = services.GetRequiredService<WikiDirectory>();
        var filter = ShowFacts.FilterOf(query.Figure, query.Wiki, query.Person, query.Page, wikis);
        var caller = Acting.Of(context).By;
        var (opened, refusal) = await reading.Open(
            list,
            asked.Scope,
            filter,
            asked.AsOf,
            caller,
            context.RequestAborted
        );
        if (opened is null)
        {
            return refusal!.ToProblem();
        }

        var name = $"{asked.Scope.Node?.Slug ?? "sessions"}-{filter.Figure ?? list.Name}.{format}";
        var rows = reading.All(list, opened);
        return format switch
        {
            "csv" => Csv.Download(name, list.Columns, rows),
            "wikitext" => Wikitext.Download(name, Caption(asked, list.Name, filter), list.Wikitext, rows),
            _ => JsonLines.Download(name, rows),
        };
    }

    private static string Caption(AskedScope asked, string list, FactFilter filter)
    {
        var of = asked.Scope.Node?.Title ?? $"{asked.Scope.Sessions.Count} sessions";
        var asOf = string.IsNullOrEmpty(asked.AsOf) ? "" : $", as of {asked.AsOf}";
        return filter.Figure is { } figure
            ? $"{of}: {figure}{asOf}. {Definitions.Of(figure).Text}"
            : $"{of}: {list}{asOf}";
    }
}
