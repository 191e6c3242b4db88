using static CampaignDashboard.WikiFarm.Editathon;

namespace CampaignDashboard.WikiFarm;

/// <summary>The French wiki: letters of more than one byte, and namespaces with French names.</summary>
internal static class FrenchHistory
{
    internal static IEnumerable<Deed> Deeds()
    {
        var wiki = new Chronicle("frwiki");
        wiki.Edit(Lou, "01-20 10:00", "Émilie du Châtelet", 1500, "nouvel article", references: 2);
        wiki.Edit(Lou, "01-21 10:00", "Irène Joliot-Curie", 1100, "nouvel article");
        wiki.Edit(Elodie, "02-20 10:00", "Irène Joliot-Curie", 70);
        const string first = "Sophie Germain était une mathématicienne française.";
        wiki.Write(Elodie, "03-08 10:00", "Sophie Germain", first, "création 🎉");
        wiki.Write(Elodie, "03-08 10:15", "Sophie Germain", first + " Née à Paris en 1776.", "/* Vie */ suite");
        wiki.Edit(Elodie, "03-08 10:30", "Discussion:Sophie Germain", 120, "bonjour");
        wiki.Edit(Elodie, "03-08 10:45", "Utilisateur:Élodie Martin", 95, "page personnelle");
        wiki.Edit(Elodie, "03-08 11:00", "Émilie du Châtelet", 310, "ajouts", references: 5);
        wiki.EditNothing(Elodie, "03-08 11:05", "Émilie du Châtelet");
        wiki.Write(Zoe, "03-08 11:30", "Emilie du Chatelet", "#REDIRECTION [[Émilie du Châtelet]]", "redirection");
        for (var day = 9; day <= 16; day++)
        {
            wiki.Edit(Elodie, $"03-{day:00} 21:00", $"Savante {day}", 300 + day, "nouvel article");
            wiki.Edit(Arabic, $"03-{day:00} 21:30", $"Savante {day}", 12 - day, "corrections");
            wiki.EditAs("minor", Elodie, $"03-{day:00} 22:00", "Irène Joliot-Curie", day - 10);
        }
        wiki.Edit(Lena, "03-26 10:00", "Irène Joliot-Curie", 77);
        wiki.Edit(Pat, "03-10 10:00", "Émilie du Châtelet", -45, "abrégé");
        return wiki.Deeds;
    }
}
