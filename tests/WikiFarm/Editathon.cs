namespace CampaignDashboard.WikiFarm;

/// <summary>An account of the farm, the same on every wiki.</summary>
/// <param name="Name">User name, also with characters that few expect.</param>
/// <param name="Registered">Null: the wiki doesn't know, as with accounts from before 2005.</param>
/// <param name="Groups">Groups such as <c>bot</c>.</param>
public sealed record FarmAccount(string Name, DateTimeOffset? Registered, params IReadOnlyList<string> Groups);

/// <summary>A session: who takes part, when, and the window [Start, End) in UTC in which edits count.</summary>
/// <param name="TimeZone">IANA time zone of the session's local times.</param>
/// <param name="Date">The day of the event.</param>
/// <param name="LastDay">The last day of tracking, local; it counts to its end.</param>
public sealed record EditathonSession(
    string Name,
    string TimeZone,
    DateOnly Date,
    DateOnly LastDay,
    DateTimeOffset Start,
    DateTimeOffset End,
    IReadOnlyList<string> Participants
);

/// <summary>An article offered to the participants.</summary>
/// <param name="Exists">False: a red link when the session began.</param>
public sealed record EditathonArticle(string Wiki, string Title, bool Exists);

/// <summary>The cast of the farm's history: two sessions that overlap in people, pages and time.</summary>
public static class Editathon
{
    internal const string Zoe = "Zoë O'Brien-Übersee";
    internal const string Arabic = "مستخدم";
    internal const string Comma = "Lovelace, Ada";
    internal const string Formula = "=Formula";
    internal const string Ines = "Ines Vega";
    internal const string Bram = "Bram de Vries";
    internal const string Elodie = "Élodie Martin";
    internal const string Chiara = "Chiara Rossi";
    internal const string Olga = "Olga Nováková";
    internal const string Quentin = "Quiet Quentin";
    internal const string Eddy = "Edge Eddy";
    internal const string Nia = "Newcomer Nia";
    internal const string Pia = "Photo Pia";
    internal const string Tom = "Tom 🦉";
    internal const string Sam = "Second Sam";
    internal const string Lena = "Late Lena";
    internal const string Lou = "Librarian Lou";
    internal const string Pat = "Passer-by Pat";
    internal const string Bot = "ArchiveBot";

    /// <summary>The main session, on 8 March 2026 in Amsterdam. Quiet Quentin never edits in it.</summary>
    public static EditathonSession WomenInScience { get; } =
        new(
            "Women in science",
            "Europe/Amsterdam",
            new DateOnly(2026, 3, 8),
            new DateOnly(2026, 3, 22),
            At("2026-03-07 23:00:00"),
            At("2026-03-22 23:00:00"),
            [Zoe, Arabic, Comma, Formula, Ines, Bram, Elodie, Chiara, Olga, Quentin, Eddy, Nia, Pia, Tom]
        );

    /// <summary>A week later; its last day is the one on which summer time begins, and is an hour short.</summary>
    public static EditathonSession WomenInTechnology { get; } =
        new(
            "Women in technology",
            "Europe/Amsterdam",
            new DateOnly(2026, 3, 15),
            new DateOnly(2026, 3, 29),
            At("2026-03-14 23:00:00"),
            At("2026-03-29 22:00:00"),
            [Zoe, Bram, Chiara, Pia, Sam, Lena]
        );

    /// <summary>Participants of the main session.</summary>
    public static IReadOnlyList<string> Participants => WomenInScience.Participants;

    /// <summary>The window of the main session.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End) Window => (WomenInScience.Start, WomenInScience.End);

    /// <summary>The wikis that both sessions track, with their content namespaces.</summary>
    public static IReadOnlyList<CountedWiki> Wikis { get; } =
    [new("enwiki", 0), new("frwiki", 0), new("nlwiki", 0), new("commonswiki", 6)];

    /// <summary>Articles to choose from in the main session, some of them still red links.</summary>
    public static IReadOnlyList<EditathonArticle> Articles { get; } =
    [
        new("enwiki", "Rosalind Franklin", Exists: true),
        new("enwiki", "Emmy Noether", Exists: true),
        new("enwiki", "Lise Meitner", Exists: true),
        new("enwiki", "Hedy Lamarr", Exists: false),
        new("enwiki", "Wang Zhenyi", Exists: false),
        new("enwiki", "Tu Youyou", Exists: false),
        new("frwiki", "Émilie du Châtelet", Exists: true),
        new("frwiki", "Sophie Germain", Exists: false),
        new("nlwiki", "Maria Sibylla Merian", Exists: true),
        new("nlwiki", "Marie Curie", Exists: false),
    ];

    /// <summary>Everybody who ever acts, participant or not.</summary>
    public static IReadOnlyList<FarmAccount> Accounts { get; } =
    [
        new(Farm.Administrator, At("2010-01-01 00:00:00"), "sysop", "bureaucrat", "suppress"),
        new(Bot, At("2019-01-01 00:00:00"), "bot"),
        new(Lou, At("2012-06-01 08:00:00")),
        new(Pat, At("2018-02-03 09:30:00")),
        new(Zoe, At("2023-01-01 00:00:00")),
        new(Arabic, At("2024-05-17 13:00:00")),
        new(Comma, At("2026-03-08 10:00:00")),
        new(Formula, null),
        new(Ines, At("2025-04-02 11:00:00")),
        new(Bram, At("2020-11-30 18:45:00")),
        new(Elodie, At("2021-07-14 12:00:00")),
        new(Chiara, At("2022-09-09 09:09:09")),
        new(Olga, At("2026-02-21 23:00:00")),
        new(Quentin, At("2017-01-01 00:00:00")),
        new(Eddy, At("2026-02-21 22:59:59")),
        new(Nia, At("2026-03-08 09:30:00")),
        new(Pia, At("2016-03-03 03:03:03")),
        new(Tom, At("2026-03-01 20:00:00")),
        new(Sam, At("2026-03-15 12:00:00")),
        new(Lena, At("2025-12-24 17:00:00")),
    ];

    /// <summary>
    /// Everything that happens, in the order in which it is done. That is the order of time on each wiki, but for what was
    /// written offline and came in late.
    /// </summary>
    internal static IReadOnlyList<Deed> History { get; } =
    [.. EnglishHistory.Deeds(), .. FrenchHistory.Deeds(), .. DutchHistory.Deeds(), .. FilesHistory.Deeds()];

    /// <summary>An instant in UTC.</summary>
    internal static DateTimeOffset At(string utc) =>
        DateTimeOffset.Parse(
            utc,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal
        );
}
