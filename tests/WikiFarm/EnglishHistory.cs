using static CampaignDashboard.WikiFarm.Editathon;

namespace CampaignDashboard.WikiFarm;

/// <summary>The English wiki: most cases that a figure can get wrong, each with its own people and pages.</summary>
internal static class EnglishHistory
{
    internal static IEnumerable<Deed> Deeds()
    {
        var wiki = new Chronicle("enwiki");
        Before(wiki);
        MetricsCaseOne(wiki);
        OnePageTwoAuthors(wiki);
        Boundaries(wiki);
        NewArticles(wiki);
        Improvements(wiki);
        OddTitles(wiki);
        Bystanders(wiki);
        SecondSession(wiki);
        return wiki.Deeds;
    }

    private static readonly string[] Existing =
    [
        "Rosalind Franklin",
        "Emmy Noether",
        "Lise Meitner",
        "Marie Tharp",
        "Boundary stones",
        "Chien-Shiung Wu",
        "Barbara McClintock",
        "Vera Rubin",
        "Hypatia",
        "Mary Anning",
    ];

    private static void Before(Chronicle wiki)
    {
        for (var i = 0; i < Existing.Length; i++)
        {
            wiki.Edit(Lou, $"01-{10 + i} 09:00", Existing[i], 1000 + (100 * i), "new article", references: 1);
        }
        wiki.Edit(Quentin, "02-01 12:00", "Hypatia", 75);
        wiki.Edit(Zoe, "02-02 12:00", "Mary Anning", 40);
    }

    /// <summary>Four edits, one of them content with +123 bytes and references 8 from 1; a talk, a user and a draft page.</summary>
    private static void MetricsCaseOne(Chronicle wiki)
    {
        wiki.Edit(Lou, "02-10 10:00", "Talk:Rosalind Franklin", 150);
        wiki.Edit(Ines, "02-11 10:00", "User:Ines Vega", 300);
        wiki.Edit(Ines, "02-12 10:00", "Draft:Photograph 51", 500, "draft", references: 3);
        wiki.Edit(Ines, "03-08 10:00", "Rosalind Franklin", 123, "sources", references: 8);
        wiki.Edit(Ines, "03-08 10:10", "Talk:Rosalind Franklin", 200);
        wiki.Edit(Ines, "03-08 10:20", "User:Ines Vega", -65);
        wiki.Edit(Ines, "03-08 10:30", "Draft:Photograph 51", 225, references: 3);
    }

    /// <summary>Chiara +10 and -100; Olga +130 and -4.</summary>
    private static void OnePageTwoAuthors(Chronicle wiki)
    {
        wiki.Edit(Chiara, "03-08 11:00", "Marie Tharp", 10);
        wiki.Edit(Olga, "03-08 11:10", "Marie Tharp", 130);
        wiki.Edit(Chiara, "03-08 11:20", "Marie Tharp", -100, "shorter");
        wiki.EditAs("minor", Olga, "03-08 11:30", "Marie Tharp", -4);
    }

    /// <summary>The first and the last second count; the second before, and the end itself, don't.</summary>
    private static void Boundaries(Chronicle wiki)
    {
        wiki.Edit(Eddy, "03-07 22:59:59", "Boundary stones", 10);
        wiki.Edit(Eddy, "03-07 23:00:00", "Boundary stones", 20);
        wiki.Edit(Eddy, "03-22 22:59:59", "Boundary stones", 30);
        wiki.Edit(Eddy, "03-22 23:00:00", "Boundary stones", 40);
    }

    private static void NewArticles(Chronicle wiki)
    {
        wiki.Edit(Tom, "03-08 10:05", "Wang Zhenyi", 640, "new article", references: 2);
        wiki.Edit(Formula, "03-08 10:06", "Tu Youyou", 820, "new article", references: 4);
        wiki.Edit(Nia, "03-08 10:07", "Wang Zhenyi", 60, "a birthplace");
        wiki.Write(Zoe, "03-08 10:40", "Emmy Nöther", "#REDIRECT [[Emmy Noether]]", "redirect from the other spelling");
        wiki.Edit(Comma, "03-08 12:00", "Draft:Hedy Lamarr", 900, "draft");
        wiki.Edit(Zoe, "03-08 13:00", "Draft:Hedy Lamarr", 35, "a hand");
        wiki.Move(Comma, "03-09 18:00", "Draft:Hedy Lamarr", "Hedy Lamarr");
        wiki.Edit(Comma, "03-09 18:05", "Hedy Lamarr", 210, references: 1);
        wiki.Edit(Nia, "03-09 19:00", "Hoax professor", 333, "new article");
        wiki.Edit(Tom, "03-10 08:00", "Hoax professor", 44);
        wiki.Add(Deed.Delete("enwiki", Farm.Administrator, Chronicle.Time("03-12 07:00"), "Hoax professor"));
        for (var day = 8; day <= 21; day++)
        {
            var author = Participants[day % 4];
            wiki.Edit(author, $"03-{day:00} 14:00", $"Woman of science {day}", 400 + day, "new article");
            wiki.Edit(Tom, $"03-{day:00} 14:30", $"Woman of science {day}", day - 15, "copy-edit");
        }
    }

    private static void Improvements(Chronicle wiki)
    {
        string[] pages =
        [
            "Emmy Noether",
            "Lise Meitner",
            "Chien-Shiung Wu",
            "Barbara McClintock",
            "Vera Rubin",
            "Hypatia",
        ];
        for (var i = 0; i < pages.Length; i++)
        {
            wiki.Edit(Zoe, $"03-{9 + i:00} 20:00", pages[i], 55 + i, "/* Life */ more");
            wiki.Edit(Formula, $"03-{9 + i:00} 20:30", pages[i], -20 - i, "shorter");
            wiki.Edit(Nia, $"03-{10 + i:00} 07:00", pages[i], 17 * (i + 1));
        }
        // Two pages in the same second, and an edit that the wiki hears of only later.
        wiki.Edit(Olga, "03-11 16:00:00", "Vera Rubin", 21);
        wiki.Edit(Olga, "03-11 16:00:00", "Hypatia", 22);
        wiki.EditNothing(Olga, "03-11 16:05", "Hypatia");
        wiki.EditLate(Olga, "03-10 06:00", "Written on a train", 250);
        wiki.Edit(Arabic, "03-12 12:00", "User talk:Newcomer Nia", 90, "welcome");
    }

    private static void OddTitles(Chronicle wiki)
    {
        string[] titles =
        [
            "=HYPERLINK(\"x\")",
            "+44 women",
            "@WomenInRed",
            "-1 and other numbers",
            "\"Quoted\", with commas; and 'more'",
            "مريم ميرزاخاني",
            "Women in science 🎉",
            "A&B",
        ];
        for (var i = 0; i < titles.Length; i++)
        {
            wiki.Edit(Arabic, $"03-13 12:{i:00}", titles[i], 100 + i, "<script>alert('summary')</script> & \"quotes\"");
        }
    }

    /// <summary>None of this counts for anybody: no participants, a bot, and edits outside the windows.</summary>
    private static void Bystanders(Chronicle wiki)
    {
        wiki.EditAs("bot", Bot, "03-09 03:00", "Lise Meitner", 12);
        wiki.EditAs("bot", Bot, "03-14 03:00", "Wang Zhenyi", 13);
        wiki.Edit(Pat, "03-14 10:00", "Tu Youyou", 500);
        wiki.Edit(Pat, "03-15 10:00", "Bystander's page", 700, "new article");
        wiki.Edit(Zoe, "04-02 10:00", "Tu Youyou", 65);
        wiki.Edit(Nia, "04-05 10:00", "Wang Zhenyi", 31);
    }

    /// <summary>A week later, partly the same people on the same pages, while the first window is still open.</summary>
    private static void SecondSession(Chronicle wiki)
    {
        wiki.Edit(Lena, "03-14 22:59:59", "Mary Anning", 1);
        wiki.Edit(Lena, "03-14 23:00:00", "Mary Anning", 2);
        wiki.Edit(Zoe, "03-16 18:00", "Grace Hopper", 1200, "new article", references: 3);
        wiki.Edit(Sam, "03-16 18:20", "Grace Hopper", 80, references: 4);
        wiki.Edit(Bram, "03-17 18:00", "Grace Hopper", -30);
        wiki.Edit(Sam, "03-17 19:00", "Wang Zhenyi", 44);
        wiki.Edit(Sam, "03-18 19:00", "Radia Perlman", 610, "new article");
        wiki.Edit(Chiara, "03-24 19:00", "Radia Perlman", 90);
        wiki.Edit(Chiara, "03-24 19:10", "Marie Tharp", 15);
        wiki.Edit(Lena, "03-29 21:59:59", "Mary Anning", 4);
        wiki.Edit(Lena, "03-29 22:00:00", "Mary Anning", 8);
    }
}
