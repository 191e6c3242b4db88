using System.ComponentModel;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics.Lists;
using CampaignDashboard.Web.Describing;
using CampaignDashboard.Web.Paging;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Metrics.Features;

/// <summary>
/// The facts behind the figures of a session, program, campaign, organiser or set, page by page: pages, revisions, files,
/// days, people. Public, but for who took part: see <see cref="Viewers"/>.
/// </summary>
internal static class ShowFacts
{
    /// <summary>Which facts, and which page of them.</summary>
    internal sealed record Query(
        [property: FromQuery(Name = "figure"), Description(Query.FigureMeans)] string? Figure,
        [property: FromQuery(Name = "wiki"), Description(Query.WikiMeans)] string? Wiki,
        [property: FromQuery(Name = "person"), Description(Query.PersonMeans)] PersonId? Person,
        [property: FromQuery(Name = "page"), Description(Query.PageMeans)] long? Page,
        [property:
            FromQuery(Name = "after"),
            Description("The cursor of the page before: follow the Link header instead of making one.")
        ]
            string? After,
        [property:
            FromQuery(Name = "limit"),
            Description("How many rows a page has at most: 1 to 1000, 100 if not said.")
        ]
            int? Limit
    )
    {
        internal const string FigureMeans = "Only what this figure is counted from, by its key: pagesCreated.";
        internal const string WikiMeans =
            "Only what was done on this wiki: en.wikipedia, enwiki or https://en.wikipedia.org.";
        internal const string PersonMeans = "Only what this person did, by their id; for who may know who takes part.";
        internal const string PageMeans = "Only what was done on the page of this number; best with its wiki.";

        public PageRequest Part => new(After, Limit);

        public FactFilter Filter(WikiDirectory wikis) => FilterOf(Figure, Wiki, Person, Page, wikis);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map<FactPage, PageList>(routes, "pages", "The content pages edited");
        Map<FactRevision, RevisionList>(routes, "revisions", "The counted edits");
        Map<FactUpload, FileList>(routes, "files", "The files uploaded");
        Map<FactDay, DayList>(routes, "days", "What was done each day (UTC)");
        Map<FactParticipant, ParticipantList>(routes, "participants", "The participants with their figures");
    }

    /// <summary>Wikis are named as people like; what is no wiki has no facts.</summary>
    internal static FactFilter FilterOf(
        string? figure,
        string? wiki,
        PersonId? person,
        long? page,
        WikiDirectory wikis
    ) =>
        new(
            Said(figure),
            Said(wiki) is { } name
                ? wikis.Find(name)?.Id.Value ?? name.Replace("\0", "", StringComparison.Ordinal)
                : null,
            person,
            page
        );

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void Map<TRow, TList>(IEndpointRouteBuilder routes, string name, string what)
        where TList : IFactList<TRow> =>
        AskedScope.Map<Query>(
            routes,
            typeof(TList),
            $"statistics/{name}",
            Handle<TRow, TList>,
            (route, of) =>
                route
                    .WithTags("Facts")
                    .WithSummary($"{what} of {of}, each once")
                    .WithDescription(
                        name == "participants"
                            ? "For coordinators; of a session also for its participants."
                            : "Who did it is told to coordinators alone, and of a session to its participants; `person` and `user` are null for others."
                    )
                    .May(name == "participants" ? WhoMay.Participants : WhoMay.Everybody)
                    .Produces<IReadOnlyList<TRow>>()
                    .Paged()
                    .Refuses("as-of-not-reached", "as-of-unreadable", "figure-of-another-list", "participants-only")
        );

    private static async Task<IResult> Handle<TRow, TList>(AskedScope asked, Query query, HttpContext context)
        where TList : IFactList<TRow>
    {
        var list = context.RequestServices.GetRequiredService<TList>();
        var reading = context.RequestServices.GetRequiredService<FactReading>();
        var wikis = context.RequestServices.GetRequiredService<WikiDirectory>();
        var stop = context.RequestAborted;
        var caller = Acting.Of(context).By;
        var (opened, refusal) = await reading.Open(list, asked.Scope, query.Filter(wikis), asked.AsOf, caller, stop);
        if (opened is null)
        {
            return refusal!.ToProblem();
        }

        var page = await reading.Page(list, opened, query.After, query.Part.Size + 1, stop);
        context.Response.GetTypedHeaders().LastModified = page.AsOf;
        return TypedResults.Ok(query.Part.Cut(context, page.Rows, list.CursorOf));
    }
}
