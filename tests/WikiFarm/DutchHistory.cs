using static CampaignDashboard.WikiFarm.Editathon;

namespace CampaignDashboard.WikiFarm;

/// <summary>The Dutch wiki: an article moved inside the main namespace, and one blanked and written anew.</summary>
internal static class DutchHistory
{
    internal static IEnumerable<Deed> Deeds()
    {
        var wiki = new Chronicle("nlwiki");
        wiki.Edit(Lou, "01-15 10:00", "Maria Sibylla Merian", 900, "nieuw artikel");
        wiki.Edit(Lou, "01-16 10:00", "Anna Maria van Schurman", 1300, "nieuw artikel", references: 1);
        wiki.Edit(Bram, "03-08 10:00", "Marie Skłodowska", 480, "nieuw artikel", references: 1);
        wiki.Move(Bram, "03-08 10:20", "Marie Skłodowska", "Marie Curie");
        wiki.Edit(Bram, "03-08 10:30", "Marie Curie", 52);
        wiki.Edit(Bram, "03-08 10:40", "Overleg:Marie Curie", 66, "vraag");
        wiki.Edit(Olga, "03-08 10:50", "Marie Curie", 18);
        wiki.Edit(Bram, "03-08 11:00", "Maria Sibylla Merian", -899, "leeggemaakt");
        wiki.Edit(Bram, "03-08 11:05", "Maria Sibylla Merian", 1250, "opnieuw geschreven", references: 3);
        for (var day = 9; day <= 15; day++)
        {
            wiki.Edit(Bram, $"03-{day:00} 19:00", $"Natuurkundige {day}", 200 + (3 * day), "nieuw artikel");
            wiki.Edit(Chiara, $"03-{day:00} 19:30", "Anna Maria van Schurman", day, "aanvulling");
        }
        wiki.Edit(Zoe, "03-20 19:00", "Anna Maria van Schurman", -110, "korter");
        wiki.Edit(Sam, "03-21 19:00", "Natuurkundige 9", 35);
        return wiki.Deeds;
    }
}
