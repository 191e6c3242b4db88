using System.Text.Json;

namespace CampaignDashboard.MediaWiki;

/// <summary>What is asked again later: what became of pages, revisions and people.</summary>
public sealed partial class ActionApi
{
    /// <summary>
    /// What became of the pages with these numbers, an answer of the wiki at a time; each number is told once, also where
    /// the page was deleted.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<PageOnWiki>> PageStates(
        Wiki wiki,
        IEnumerable<long> ids,
        CancellationToken ct
    ) =>
        InTurns(
            ids,
            some =>
                transport.Ask<IReadOnlyList<PageOnWiki>>(
                    wiki,
                    Query,
                    [new("prop", "info"), new("pageids", string.Join('|', some))],
                    root => [.. PageAnswers.OnWiki(some, root)],
                    ct
                )
        );

    /// <summary>What the wiki hides of these revisions, an answer at a time; each is told once, also where it is gone.</summary>
    public IAsyncEnumerable<IReadOnlyList<RevisionVisibility>> Visibility(
        Wiki wiki,
        IEnumerable<long> revisions,
        CancellationToken ct
    ) =>
        InTurns(
            revisions,
            some =>
                transport.Ask<IReadOnlyList<RevisionVisibility>>(
                    wiki,
                    Query,
                    [
                        new("prop", "revisions"),
                        new("rvprop", "ids|user|comment|sha1"),
                        new("revids", string.Join('|', some)),
                    ],
                    root => [.. VisibilityAnswers.Match(some, root)],
                    ct
                )
        );

    /// <summary>
    /// When a user edited for the last time before an instant; null: never, as far as the wiki shows, or it has no such user.
    /// </summary>
    public async Task<DateTimeOffset?> LastEditBefore(
        Wiki wiki,
        string userName,
        DateTimeOffset before,
        CancellationToken ct
    )
    {
        if (AskedNames.Users([userName]).Sendable is not [var name])
        {
            return null;
        }
        KeyValuePair<string, string>[] question =
        [
            new("list", "usercontribs"),
            new("ucprop", "timestamp"),
            new("uclimit", "1"),
            new("ucdir", "older"),
            // The wiki includes its start and counts in whole seconds; ours is excluded.
            new("ucstart", ContributionList.Second(before.AddTicks(-1))),
            new("ucuser", name.Sent),
        ];
        try
        {
            return await transport.Ask<DateTimeOffset?>(wiki, Query, question, Last, ct);
        }
        catch (WikiException e) when (e.Code is ContributionList.BadUser)
        {
            return null;
        }

        static DateTimeOffset? Last(JsonElement root) =>
            root.GetProperty("query").Items("usercontribs").Select(r => (DateTimeOffset?)r.Instant("timestamp")).Max();
    }

    /// <summary>
    /// Which of these users have an edit in [start, end), with one of the edits each. As few answers are asked for as tell
    /// it: who is found is not asked about again, however many edits there are.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Contribution>> Editors(
        Wiki wiki,
        IReadOnlyCollection<string> userNames,
        DateTimeOffset start,
        DateTimeOffset end,
        CancellationToken ct
    )
    {
        var found = new Dictionary<string, Contribution>(StringComparer.Ordinal);
        string[] left = [.. userNames];
        for (bool isDone = false; !isDone; )
        {
            isDone = true;
            await foreach (ContributionPage page in Contributions(wiki, left, start, end, ct))
            {
                foreach (Contribution edit in page.Rows)
                {
                    found.TryAdd(edit.User, edit);
                }
                string[] others = [.. left.Where(n => !found.ContainsKey(n))];
                if (page.GoesOn && others.Length < left.Length)
                {
                    (left, isDone) = (others, others.Length == 0);
                    break;
                }
            }
        }
        return found;
    }

    /// <summary>
    /// The account of this name that wikis share, asked at any one of them that has CentralAuth (see
    /// <see cref="SiteInfo.SharesAccounts"/>); null: none.
    /// </summary>
    public async Task<GlobalAccount?> GlobalAccount(Wiki wiki, string userName, CancellationToken ct) =>
        AskedNames.Users([userName]).Sendable is [var name]
            ? await transport.Ask<GlobalAccount?>(
                wiki,
                Query,
                [new("meta", "globaluserinfo"), new("guiuser", name.Sent)],
                MediaWiki.GlobalAccount.Read,
                ct
            )
            : null;

    private static async IAsyncEnumerable<T> InTurns<T>(IEnumerable<long> ids, Func<long[], Task<T>> ask)
    {
        foreach (long[] some in ids.Distinct().Chunk(ValuesPerRequest))
        {
            yield return await ask(some);
        }
    }
}
