using Microsoft.Data.Sqlite;
using static CampaignDashboard.WikiFarm.Chronicle;
using static CampaignDashboard.WikiFarm.Editathon;

namespace CampaignDashboard.WikiFarm;

/// <summary>
/// What became of the editathon's pages, files and people: played on a farm of one's own, around three looks of whoever
/// follows it. Meta stands in for Wikidata, whose items are its pages.
/// </summary>
public static class Aftermath
{
    /// <summary>What Bram de Vries is called from the second look on.</summary>
    public const string NewName = "Bram van Dam";

    private const string English = "enwiki";
    private const string Dutch = "nlwiki";
    private const string Commons = "commonswiki";
    private const string Meta = "metawiki";
    private const string Sandbox = $"User:{Zoe}/Ada Yonath";

    /// <summary>All windows are over, and nobody can have stayed yet.</summary>
    public static DateTimeOffset FirstLook { get; } = At("2026-04-12 09:00:00");

    /// <summary>Pages have gone, moved and been hidden since.</summary>
    public static DateTimeOffset SecondLook { get; } = At("2026-04-16 09:00:00");

    /// <summary>It is known who stayed.</summary>
    public static DateTimeOffset LastLook { get; } = At("2026-05-20 09:00:00");

    /// <summary>References come and go, a file of a wiki's own is used, items are made, and something is hidden.</summary>
    public static async Task BeforeTheFirstLook(Farm farm, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(farm);
        await Play(
            farm,
            [
                Deed.Upload(English, Ines, Time("03-18 11:00"), "Lab notebook.svg", "A page of it"),
                Edit(English, Ines, "03-18 12:00", "Rosalind Franklin", $"[[File:Lab notebook.svg]] {Referenced(3)}"),
                Edit(English, Ines, "03-18 12:10", "Talk:Rosalind Franklin", "[[File:Lab notebook.svg]]"),
                Edit(
                    English,
                    Zoe,
                    "03-18 13:00",
                    "Lise Meitner",
                    $"A physicist. {Referenced(5)}{{{{sfn|Tharp|1977}}}}"
                ),
                Edit(English, Formula, "03-19 10:00", "Lise Meitner", $"A physicist. {Referenced(2)}"),
                Edit(English, Zoe, "03-21 10:00", "Lise Meitner", $"A physicist. {Referenced(4)}"),
                Edit(English, Zoe, "03-18 14:00", Sandbox, $"A crystallographer. {Referenced(2)}"),
                Edit(Commons, Pia, "03-17 09:00", "File:Meitner.svg", "[[File:Noether.svg]] beside her"),
                Edit(Meta, Zoe, "03-21 11:00", "Q1001", "An item"),
                Edit(Meta, Pat, "03-22 11:00", "Q1002", "Another item"),
                Edit(Meta, Nia, "03-23 11:00", "Q1001", "An item with a statement"),
                Edit(Meta, Zoe, "03-24 11:00", "Women in science/Amsterdam", "Programme of the next day"),
                Hide(farm, English, Nia, "Lise Meitner", "user", "04-10 10:00"),
                Hide(farm, English, Formula, "Vera Rubin", "content", "04-10 10:10"),
            ],
            stop
        );
    }

    /// <summary>Pages are deleted, moved into and out of the articles, revisions hidden; a person is called otherwise.</summary>
    public static async Task BeforeTheSecondLook(Farm farm, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(farm);
        await Play(
            farm,
            [
                Deed.Delete(English, Farm.Administrator, Time("04-13 09:00"), "Wang Zhenyi"),
                Deed.Delete(English, Farm.Administrator, Time("04-13 09:10"), "Radia Perlman"),
                Deed.Delete(Dutch, Farm.Administrator, Time("04-13 09:20"), "Natuurkundige 9"),
                Deed.Delete(Commons, Farm.Administrator, Time("04-13 09:30"), "File:Franklin.svg"),
                Move(English, "04-14 09:00", "Tu Youyou", "Draft:Tu Youyou", leaves: false),
                Move(English, "04-14 09:10", "Woman of science 8", "User:Ines Vega/Woman of science 8", leaves: false),
                Move(English, "04-14 09:20", "Draft:Photograph 51", "Photograph 51", leaves: false),
                Move(English, "04-14 09:25", Sandbox, "Ada Yonath", leaves: false),
                Move(English, "04-14 09:30", "Grace Hopper", "Grace Hopper (scientist)", leaves: true),
                Hide(farm, English, Chiara, "Marie Tharp", "content", "04-15 09:00"),
                Hide(farm, English, Formula, "Hypatia", "user", "04-15 09:10"),
                Edit(English, Ines, "04-15 10:00", "Emmy Noether", $"[[File:Lab notebook.svg]] {Referenced(1)}"),
            ],
            stop
        );
        foreach (var wiki in Farm.Wikis)
        {
            farm.Rename(wiki, Bram, NewName);
        }

        await Play(
            farm,
            [Edit(Dutch, NewName, "03-28 10:00", "Anna Maria van Schurman", $"Een schilderes. {Referenced(2)}")],
            stop
        );
    }

    /// <summary>What was deleted comes back, and some of the new ones go on.</summary>
    public static async Task BeforeTheLastLook(Farm farm, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(farm);
        await Play(
            farm,
            [
                Undelete(English, "04-18 09:00", "Radia Perlman"),
                Undelete(Dutch, "04-18 09:10", "Natuurkundige 9"),
                Edit(English, Comma, "04-20 10:00", "Hypatia", $"A philosopher. {Referenced(1)}"),
                Edit(Dutch, Sam, "04-25 10:00", "Natuurkundige 10", "Een natuurkundige."),
            ],
            stop
        );
    }

    private static async Task Play(Farm farm, IEnumerable<Deed> deeds, CancellationToken stop)
    {
        foreach (var deed in deeds)
        {
            await farm.As(deed.Wiki, deed.User).Act(deed, stop);
        }
    }

    private static string Referenced(int references) =>
        string.Concat(Enumerable.Range(1, references).Select(i => $"<ref name=\"s{i}\">Source {i}</ref>"));

    private static Deed Edit(string wiki, string user, string at, string title, string text) =>
        Deed.Edit(wiki, user, Time(at), title, text, "more");

    private static Deed Move(string wiki, string at, string from, string to, bool leaves)
    {
        var move = Deed.Move(wiki, Farm.Administrator, Time(at), from, to);
        return leaves ? move : move.With("noredirect");
    }

    private static Deed Undelete(string wiki, string at, string title) =>
        Deed.Of(wiki, Farm.Administrator, Time(at), ("action", "undelete"), ("title", title), ("reason", "notable"));

    /// <summary>Hides a part of somebody's first edit of a page.</summary>
    private static Deed Hide(Farm farm, string wiki, string user, string title, string what, string at) =>
        Deed.Of(
            wiki,
            Farm.Administrator,
            Time(at),
            ("action", "revisiondelete"),
            ("type", "revision"),
            ("ids", FirstEdit(farm, wiki, user, title)),
            ("hide", what),
            ("reason", "a test")
        );

    private static string FirstEdit(Farm farm, string wiki, string user, string title)
    {
        using var connection = new SqliteConnection($"Data Source={farm.DatabasePath(wiki)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            select cast(min(rev_id) as text)
            from revision
            join actor on actor_id = rev_actor
            join page on page_id = rev_page
            where actor_name = @user and page_namespace = 0 and page_title = @title
            """;
        command.Parameters.AddWithValue("@user", user);
        command.Parameters.AddWithValue("@title", title.Replace(' ', '_'));
        return (string)command.ExecuteScalar()!;
    }
}
