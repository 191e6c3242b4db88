using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>
/// MediaWiki's Action API, as far as the dashboard asks it: reads only, without an account (see <see cref="AccountCreation"/>). Every failure is a
/// <see cref="WikiException"/>; the protocol is https://www.mediawiki.org/wiki/API:Main_page.
/// </summary>
public sealed partial class ActionApi
{
    /// <summary>How many names, titles or ids a wiki accepts in one request.</summary>
    internal const int ValuesPerRequest = 50;

    private const string Query = "query";

    private readonly ApiTransport transport;

    internal ActionApi(ApiTransport transport) => this.transport = transport;

    /// <summary>
    /// What these users contributed in [start, end), in all namespaces or one, an answer of the wiki at a time. Names that the wiki rejects come
    /// in <see cref="ContributionPage.Rejected"/>; users it does not know have no rows.
    /// </summary>
    public IAsyncEnumerable<ContributionPage> Contributions(
        Wiki wiki,
        IReadOnlyCollection<string> userNames,
        DateTimeOffset start,
        DateTimeOffset end,
        CancellationToken ct,
        int? inNamespace = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        return new ContributionList(transport, wiki, start, end, inNamespace).Read(userNames, ct);
    }

    /// <summary>
    /// The same for questions of at most fifty users each, so that a reading can go on where an earlier one of the same
    /// window was interrupted (<see cref="ContributionPage.Left"/>).
    /// </summary>
    public IAsyncEnumerable<ContributionPage> Contributions(
        Wiki wiki,
        IReadOnlyList<ContributionsLeft> left,
        DateTimeOffset start,
        DateTimeOffset end,
        CancellationToken ct
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        return new ContributionList(transport, wiki, start, end, inNamespace: null).Read(left, ct);
    }

    /// <summary>What the wiki knows of these user names, in the order asked.</summary>
    public async Task<IReadOnlyList<WikiUser>> Users(Wiki wiki, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        (List<AskedName> sendable, _) = AskedNames.Users(names);
        var known = new Dictionary<string, WikiUser>(StringComparer.Ordinal);
        foreach (AskedName[] some in sendable.Chunk(ValuesPerRequest))
        {
            foreach ((AskedName name, WikiUser user) in some.Zip(await SomeUsers(wiki, some, ct)))
            {
                known.Add(name.Sent, user);
            }
        }
        return
        [
            .. names.Select(n =>
                known.TryGetValue(AskedNames.Tidied(n), out WikiUser? user)
                    ? user with
                    {
                        Asked = n,
                    }
                    : UserAnswers.Invalid(n)
            ),
        ];
    }

    /// <summary>The accounts that have these numbers at this wiki, in no order; numbers that nobody has are left out.</summary>
    public async Task<IReadOnlyList<WikiUser>> UsersById(Wiki wiki, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        List<WikiUser> users = [];
        foreach (long[] some in ids.Distinct().Chunk(ValuesPerRequest))
        {
            users.AddRange(
                await transport.Ask<WikiUser[]>(wiki, Query, Users("ususerids", string.Join('|', some)), Read, ct)
            );
        }
        return users;

        static WikiUser[] Read(JsonElement root) => [.. UserAnswers.Existing(root.GetProperty("query").Items("users"))];
    }

    /// <summary>What the wiki knows of these titles, in the order asked. Redirects are told, not followed.</summary>
    public Task<IReadOnlyList<PageInfo>> Pages(Wiki wiki, IReadOnlyCollection<string> titles, CancellationToken ct) =>
        Pages(wiki, titles, follow: false, ct);

    /// <summary>
    /// The same, and where redirects lead (<see cref="PageInfo.LeadsTo"/>), in as many requests; of a redirect itself neither
    /// number nor namespace is known then.
    /// </summary>
    public Task<IReadOnlyList<PageInfo>> FollowedPages(
        Wiki wiki,
        IReadOnlyCollection<string> titles,
        CancellationToken ct
    ) => Pages(wiki, titles, follow: true, ct);

    /// <summary>The pages that have these numbers, in no order; those that the wiki deleted are left out.</summary>
    public async Task<IReadOnlyList<PageInfo>> PagesById(Wiki wiki, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        List<PageInfo> pages = [];
        foreach (long[] some in ids.Distinct().Chunk(ValuesPerRequest))
        {
            KeyValuePair<string, string>[] question = [new("prop", "info"), new("pageids", string.Join('|', some))];
            pages.AddRange(await transport.Ask<PageInfo[]>(wiki, Query, question, r => [.. PageAnswers.ById(r)], ct));
        }
        return pages;
    }

    /// <summary>
    /// The pages of a category in these namespaces, an answer of the wiki at a time, up to 500 pages each, perhaps none. For
    /// <paramref name="talk"/> its talk pages, each told as the page that it is about.
    /// </summary>
    public IAsyncEnumerable<CategoryPages> PagesOfCategory(
        Wiki wiki,
        string category,
        IReadOnlyCollection<int> namespaces,
        bool talk,
        CancellationToken ct
    ) => new CategoryList(transport, wiki, category, namespaces, talk).Read(ct);

    /// <summary>The texts of these revisions, an answer of the wiki at a time, in no order; each revision is told once.</summary>
    public IAsyncEnumerable<IReadOnlyList<RevisionText>> RevisionTexts(
        Wiki wiki,
        IEnumerable<long> revisions,
        CancellationToken ct
    ) => new RevisionTextList(transport, wiki).Read(revisions, ct);

    /// <summary>The files that a user was the first to upload in [start, end), up to 500 an answer, oldest first.</summary>
    public IAsyncEnumerable<IReadOnlyList<FileUpload>> Uploads(
        Wiki wiki,
        string userName,
        DateTimeOffset start,
        DateTimeOffset end,
        CancellationToken ct
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        return new UploadList(transport, wiki, userName, start, end).Read(ct);
    }

    /// <summary>
    /// The pages that show the files with these page numbers, up to 500 an answer: <paramref name="everywhere"/>, which only
    /// wikis with GlobalUsage can tell, or on the files' own wiki. See <see cref="MediaWiki.FileUses"/>.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<FileUse>> FileUses(
        Wiki wiki,
        IEnumerable<long> files,
        bool everywhere,
        CancellationToken ct
    ) => new FileUseList(transport, wiki, everywhere).Read(files, ct);

    private async Task<IReadOnlyList<PageInfo>> Pages(
        Wiki wiki,
        IReadOnlyCollection<string> titles,
        bool follow,
        CancellationToken ct
    )
    {
        AskedName[] asked = [.. titles.Select(t => new AskedName(t, AskedNames.Tidied(t)))];
        var known = new Dictionary<string, PageInfo>(StringComparer.Ordinal);
        foreach (
            AskedName[] some in asked
                .Where(IsSendableTitle)
                .DistinctBy(t => t.Sent, StringComparer.Ordinal)
                .Chunk(ValuesPerRequest)
        )
        {
            foreach ((AskedName title, PageInfo page) in some.Zip(await SomePages(wiki, some, follow, ct)))
            {
                known.Add(title.Sent, page);
            }
        }
        return
        [
            .. asked.Select(a =>
                known.TryGetValue(a.Sent, out PageInfo? page)
                    ? page with
                    {
                        Asked = a.Asked,
                    }
                    : PageAnswers.Invalid(a.Asked, a.Asked)
            ),
        ];
    }

    /// <summary>
    /// What a wiki with Wikibase calls these items (<c>Q42</c>), in the order asked, each once. An id that no item can have
    /// is one that is missing.
    /// </summary>
    public Task<IReadOnlyList<WikiItem>> Items(
        Wiki wiki,
        IEnumerable<string> ids,
        IReadOnlyCollection<string> languages,
        CancellationToken ct
    ) => new ItemList(transport, wiki, languages).Read(ids, ct);

    /// <summary>What the wiki says of itself.</summary>
    public Task<SiteInfo> SiteInfo(Wiki wiki, CancellationToken ct) =>
        transport.Ask(
            wiki,
            Query,
            [new("meta", "siteinfo"), new("siprop", "general|namespaces|extensions")],
            SiteAnswer.Read,
            ct
        );

    private Task<WikiUser[]> SomeUsers(Wiki wiki, AskedName[] names, CancellationToken ct) =>
        transport.Ask<WikiUser[]>(
            wiki,
            Query,
            Users("ususers", AskedNames.Joined(names.Select(n => n.Sent))),
            root => [.. UserAnswers.Match(names, [.. root.GetProperty("query").Items("users")])],
            ct
        );

    private static KeyValuePair<string, string>[] Users(string by, string values) =>
        [new("list", "users"), new("usprop", "registration|editcount|blockinfo|centralids|cancreate"), new(by, values)];

    private Task<PageInfo[]> SomePages(Wiki wiki, AskedName[] titles, bool follow, CancellationToken ct) =>
        transport.Ask<PageInfo[]>(
            wiki,
            Query,
            [
                new("prop", "info"),
                new("titles", AskedNames.Joined(titles.Select(t => t.Sent))),
                .. follow
                    ? [new KeyValuePair<string, string>("redirects", "1")]
                    : Array.Empty<KeyValuePair<string, string>>(),
            ],
            root => [.. PageAnswers.Match(titles, root)],
            ct
        );

    // Prefixes of namespaces make a title longer than a name may be; the wiki judges the length of the rest.
    private static bool IsSendableTitle(AskedName title) => title.Sent.Length > 0 && !title.Sent.Any(char.IsControl);
}
