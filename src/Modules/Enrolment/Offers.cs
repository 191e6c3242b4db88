using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Enrolment;

/// <summary>What became of a title that was to be offered.</summary>
internal enum OfferVerdict
{
    /// <summary>It is on the list now.</summary>
    Offered,

    /// <summary>It was on the list before, perhaps under another title.</summary>
    AlreadyOffered,

    /// <summary>It leads to another page; where that is can be offered.</summary>
    Redirect,

    /// <summary>It is called after a person.</summary>
    UserPage,

    /// <summary>No page can have that title.</summary>
    Invalid,

    /// <summary>It is of a wiki that the session does not follow.</summary>
    NotFollowed,

    /// <summary>The list has no room for it.</summary>
    ListFull,
}

/// <summary>
/// A title that somebody would like on a list, as they wrote it, and what its wiki knows of it: without a
/// <paramref name="Wiki"/> it is of one that the session does not follow, and nobody was asked.
/// </summary>
internal sealed record WantedPage(string Asked, Wiki? Wiki, PageInfo? Page);

/// <summary>
/// What became of one title. <paramref name="Exists"/> false is a red link; <paramref name="RedirectsTo"/> is where a
/// redirect leads, null for a page that cannot be offered either.
/// </summary>
internal sealed record OfferedTitle(
    string Asked,
    OfferVerdict Result,
    Guid? Article,
    string? Title,
    bool Exists,
    string? Wiki,
    string? RedirectsTo
);

/// <summary>Judges what is to be offered by what is on the list already: an article is one, whatever its title became.</summary>
internal sealed class Offers
{
    private readonly Dictionary<(string Wiki, string Title), Guid> byTitle = [];
    private readonly Dictionary<(string Wiki, long Page), Guid> byPage = [];
    private readonly HashSet<Guid> ids;
    private readonly SessionId session;

    private Offers(SessionId session, ArticleList list)
    {
        this.session = session;
        ids = [.. list.Articles.Keys];
        foreach (var (id, article) in list.Articles)
        {
            Keep(id, article.Wiki, article.Title, article.PageId);
        }
    }

    /// <summary>A verdict on each page in turn, and the events of those that come onto the list.</summary>
    public static (IReadOnlyList<OfferedTitle> Titles, IReadOnlyList<ArticleOffered> Events) Judge(
        ArticleList list,
        SessionId session,
        IReadOnlyList<WantedPage> pages,
        DateTimeOffset now
    )
    {
        var offers = new Offers(session, list);
        var titles = new List<OfferedTitle>(pages.Count);
        var events = new List<ArticleOffered>();
        foreach (var wanted in pages)
        {
            var (title, offered) = offers.Judge(wanted, now);
            titles.Add(title);
            if (offered is not null)
            {
                events.Add(offered);
            }
        }

        return (titles, events);
    }

    /// <summary>What would become of one page, without regard to a list.</summary>
    public static OfferVerdict VerdictOn(WantedPage wanted) =>
        wanted switch
        {
            { Page: null } => OfferVerdict.NotFollowed,
            { Page.State: PageState.Invalid } => OfferVerdict.Invalid,
            { Page: var page } when UserPages.Holds(page.Namespace) => OfferVerdict.UserPage,
            { Page.IsRedirect: true } => OfferVerdict.Redirect,
            _ => OfferVerdict.Offered,
        };

    /// <summary>Where a redirect leads, if that may be named.</summary>
    public static string? TargetOf(PageInfo page) =>
        page.LeadsTo is { } target && !UserPages.Holds(target.Namespace) ? target.Title : null;

    private (OfferedTitle Title, ArticleOffered? Event) Judge(WantedPage wanted, DateTimeOffset now)
    {
        var result = VerdictOn(wanted);
        if (result != OfferVerdict.Offered)
        {
            return (Told(wanted, result, null), null);
        }

        var (wiki, page) = (wanted.Wiki!.Id.Value, wanted.Page!);
        if (Find(wiki, page) is { } known)
        {
            return (Told(wanted, OfferVerdict.AlreadyOffered, known), null);
        }

        if (ids.Count >= ArticleList.MostArticles)
        {
            return (Told(wanted, OfferVerdict.ListFull, null), null);
        }

        var id = NewId(wiki, page.Title);
        ids.Add(id);
        Keep(id, wiki, page.Title, page.PageId);
        return (
            Told(wanted, OfferVerdict.Offered, id),
            new ArticleOffered(session, id, wiki, page.Title, page.PageId, now)
        );
    }

    private Guid? Find(string wiki, PageInfo page) =>
        byTitle.TryGetValue((wiki, page.Title), out var titled) ? titled
        : page.PageId is { } number && byPage.TryGetValue((wiki, number), out var numbered) ? numbered
        : null;

    // An article that moved keeps its id, so the id that follows from a title may be that of another article by now. No
    // title holds the character #.
    private Guid NewId(string wiki, string title)
    {
        var id = ArticleList.IdOf(session, wiki, title);
        for (var n = 2; ids.Contains(id); n++)
        {
            id = ArticleList.IdOf(session, wiki, $"{title}#{n}");
        }

        return id;
    }

    private void Keep(Guid id, string wiki, string title, long? page)
    {
        byTitle.TryAdd((wiki, title), id);
        if (page is { } number)
        {
            byPage.TryAdd((wiki, number), id);
        }
    }

    private static OfferedTitle Told(WantedPage wanted, OfferVerdict result, Guid? article) =>
        new(
            wanted.Asked,
            result,
            article,
            wanted.Page?.Title,
            wanted.Page?.State == PageState.Exists,
            wanted.Wiki?.Id.Value,
            wanted.Page is { } page ? TargetOf(page) : null
        );
}
