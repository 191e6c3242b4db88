using System.Globalization;
using System.Text;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Paging;
using Microsoft.AspNetCore.Http.Extensions;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>What the page of a session's articles does; how it looks is in <c>ArticlesPage.razor</c>.</summary>
public abstract class ArticleListPage : EnrolmentPage
{
    private const int RowsPerPage = 50;

    private static readonly OfferArticles.Validator OfferRules = new();
    private static readonly OfferCategory.Validator CategoryRules = new();
    private static readonly SetAuthorsPerArticle.Validator ListRules = new();

    private protected static readonly BringArticle.Validator BringRules = new();

    private protected ShowRoster.Glance Roster { get; private set; } = ShowRoster.Glance.Nothing;

    private protected ArticleRows.Counts Counts { get; private set; }

    private protected IReadOnlyList<ShowArticles.Article> Articles { get; private set; } = [];

    /// <summary>The cursor of the page that follows, or null.</summary>
    private protected string? Next { get; private set; }

    /// <summary>The article that is to be assigned to somebody, or null.</summary>
    private protected ShowArticles.Article? Assigned { get; private set; }

    private protected ArticleCheckTable.Check? LastCheck { get; private set; }

    private protected OfferedTitles.Summary Verdicts { get; private set; } = OfferedTitles.Of([]);

    private protected bool CategoryGoesOn { get; private set; }

    private protected ArticleFilter Filter => QueryChoice.Of<ArticleFilter>("filter", Query("filter"));

    private protected string? Search => ShowArticles.Searchable(Query("q"));

    private protected string? After => Query("after");

    // Forms lead back to the part of the list that they were on.
    private protected override string Here =>
        After is { } after ? AddressOf(Filter, Search, after) : AddressOf(Filter, Search);

    private protected IEnumerable<(ArticleFilter Filter, int Count)> Tabs =>
        [
            (ArticleFilter.All, Counts.All),
            (ArticleFilter.Available, Counts.Available),
            (ArticleFilter.Taken, Counts.Taken),
            .. Roster.IsEnrolled ? [(ArticleFilter.Mine, Counts.Mine)] : Array.Empty<(ArticleFilter, int)>(),
            (ArticleFilter.ToReview, Counts.ToReview),
        ];

    /// <summary>The box keeps the titles that have to be corrected, and of redirects where they lead.</summary>
    private protected string Unsettled =>
        Titles.Count == 0 || !IsPosted("offer-articles")
            ? PostedBy("offer-articles", "titles") ?? ""
            : string.Join('\n', Titles.Where(t => t.Article is null).Select(Corrected));

    private protected string AuthorsTyped =>
        PostedBy("article-list", "authors") ?? MostAuthors?.ToString(CultureInfo.InvariantCulture) ?? "";

    private IReadOnlyList<OfferedTitle> Titles { get; set; } = [];

    private int? MostAuthors { get; set; }

    private protected override async Task Load()
    {
        var acting = Acting.Of(Context);
        Roster = await ShowRoster.Load(Session, acting, Enrolling, Aborted);
        Counts = await Enrolling.Articles.CountsOf(Session.Id, acting.By.Person, Aborted);
        MostAuthors = (await Enrolling.Articles.ListOf(Session.Id, Aborted)).MostAuthors;
        LastCheck = await Enrolling.Checks.LastOf(Session.Id, Aborted);
        var asked = new AskedArticles(Filter, Search, acting.By.Person);
        var rows = await ShowArticles.Load(
            Session.Id,
            Roster,
            asked,
            Cursors.NameAndId(After),
            RowsPerPage + 1,
            Enrolling,
            Aborted
        );
        Articles = [.. rows.Take(RowsPerPage)];
        Next = rows.Count > RowsPerPage ? Cursors.Of(Articles[^1].Title, Articles[^1].Id) : null;
        Assigned =
            OffersCoordinators("assign-article") && Guid.TryParse(Query("assign"), out var id)
                ? Articles.FirstOrDefault(a => a.Id == id)
                : null;
    }

    private protected string AddressOf(ArticleFilter filter, string? search, string? after = null)
    {
        var query = new QueryBuilder();
        Add("filter", filter == ArticleFilter.All ? null : QueryChoice.Word(filter));
        Add("q", search);
        Add("after", after);
        return Context.Request.Path + query.ToQueryString().ToUriComponent();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
    }

    private protected string AssignAddressOf(Guid article) =>
        $"{Here}{(Here.Contains('?', StringComparison.Ordinal) ? '&' : '?')}assign={article}#assign";

    private protected string WikiName(string wiki) => Enrolling.Wikis.Find(wiki)?.DisplayName ?? wiki;

    /// <summary>What was typed into a field of this form, null if another was posted: fields of several have one name.</summary>
    private protected string? PostedBy(string form, string field) => IsPosted(form) ? Posted(field) : null;

    /// <summary>What is wrong with a field of this form.</summary>
    private protected string? ErrorOf(string form, string field) => IsPosted(form) ? Error(field) : null;

    private protected Task Act() =>
        Submit("articles", acting => ArticleActions.Run(Session.Id, Context.Request.Form, acting, Enrolling, Aborted));

    private protected Task Assign()
    {
        var role = ChoiceOf<ArticleRole>(Posted("role")) ?? ArticleRole.Author;
        var request = new AssignArticle.Request(Posted("person"), role);
        return Submit(
            "articles",
            acting => AssignArticle.Run(Session.Id, PostedId("article"), request, acting, Enrolling, Aborted)
        );
    }

    private protected async Task Offer()
    {
        var request = new OfferArticles.Request(Posted("wiki"), [Posted("titles"), await Uploaded("file")]);
        var answer = await Answer(
            OfferRules,
            request,
            acting => OfferArticles.Run(Session.Id, request, acting, Enrolling, Aborted)
        );
        Titles = answer?.Titles ?? [];
        Verdicts = OfferedTitles.Of(Titles);
    }

    private protected async Task OfferAll()
    {
        var request = new OfferCategory.Request(
            Posted("category-wiki"),
            Posted("category"),
            TalkPages: Posted("pages") == "talk"
        );
        var answer = await Answer(
            CategoryRules,
            request,
            acting => OfferCategory.Run(Session.Id, request, acting, Enrolling, Aborted)
        );
        if (answer is not null)
        {
            Verdicts = OfferedTitles.Of(answer.LeftOut, answer.Offered, answer.AlreadyOffered);
            CategoryGoesOn = !answer.IsComplete;
        }
    }

    private protected Task Set()
    {
        var typed = Posted("authors");
        // Nothing is as many as wish; what is no number is out of all bounds, so the rules say what is.
        int? most =
            typed.Length == 0 ? null
            : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : 0;
        var request = new SetAuthorsPerArticle.Request(most);
        return Submit(
            ListRules,
            request,
            "list-settings",
            acting => SetAuthorsPerArticle.Run(Session.Id, request, acting, Enrolling, Aborted)
        );
    }

    // A page of the same wiki is named by its title, of another by its address.
    private string Corrected(OfferedTitle title) =>
        title is { RedirectsTo: { } target, Wiki: { } wiki }
            ? wiki == Posted("wiki")
                ? target
                : Enrolling.Wikis.PageAddress(new(wiki), target).AbsoluteUri
            : title.Asked;

    private async Task<string> Uploaded(string field)
    {
        if (Context.Request.Form.Files[field] is not { Length: > 0 } file)
        {
            return "";
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(Aborted);
    }

    private string? Query(string name) =>
        Context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;
}
