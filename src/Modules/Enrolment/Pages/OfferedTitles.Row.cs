namespace CampaignDashboard.Enrolment.Pages;

/// <summary>What became of titles that were to be offered.</summary>
public partial class OfferedTitles
{
    private const int MostShown = 50;

    /// <summary>What became of one title, as a word of the messages' keys, and where a redirect leads.</summary>
    public sealed record Row(string Title, string Result, string? Target);

    /// <summary>
    /// What became of the titles: how many had each fate, and the rows of those that are shown, with how many more there
    /// are. A short list is told title by title, of a long one what has to be corrected.
    /// </summary>
    public sealed record Summary(
        IReadOnlyList<(string Result, int Count)> Counts,
        IReadOnlyList<Row> Rows,
        int More,
        bool HasTrouble
    );

    internal static Summary Of(IReadOnlyList<OfferedTitle> titles, int offered = 0, int alreadyOffered = 0)
    {
        OfferedTitle[] trouble =
        [
            .. titles.Where(t => t.Result is not (OfferVerdict.Offered or OfferVerdict.AlreadyOffered)),
        ];
        var shown = titles.Count <= MostShown ? titles : [.. trouble.Take(MostShown)];
        var counts = titles
            .Select(t => (t.Result, Count: 1))
            .Append((Result: OfferVerdict.Offered, Count: offered))
            .Append((Result: OfferVerdict.AlreadyOffered, Count: alreadyOffered))
            .GroupBy(t => t.Result, t => t.Count)
            .OrderBy(g => g.Key)
            .Select(g => (Word(g.Key), g.Sum()))
            .Where(c => c.Item2 > 0);
        return new(
            [.. counts],
            [.. shown.Select(t => new Row(t.Title ?? t.Asked, KeyOf(t), t.RedirectsTo))],
            Math.Max(0, trouble.Length - MostShown),
            trouble.Length > 0
        );
    }

    private static string KeyOf(OfferedTitle title) =>
        title is { Result: OfferVerdict.Offered, Exists: false } ? "offered-red-link" : Word(title.Result);

    private static string Word(OfferVerdict verdict) =>
        verdict switch
        {
            OfferVerdict.Offered => "offered",
            OfferVerdict.AlreadyOffered => "already-offered",
            OfferVerdict.Redirect => "redirect",
            OfferVerdict.UserPage => "user-page",
            OfferVerdict.NotFollowed => "not-followed",
            OfferVerdict.ListFull => "list-full",
            _ => "invalid",
        };
}
