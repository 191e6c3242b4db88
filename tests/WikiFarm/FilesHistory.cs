using static CampaignDashboard.WikiFarm.Chronicle;
using static CampaignDashboard.WikiFarm.Deed;
using static CampaignDashboard.WikiFarm.Editathon;

namespace CampaignDashboard.WikiFarm;

/// <summary>Commons: uploads by two people, a second version by another one, a file deleted later; and a page on Meta.</summary>
internal static class FilesHistory
{
    private const string Commons = "commonswiki";

    internal static IEnumerable<Deed> Deeds()
    {
        string[] portraits = ["Noether", "Meitner", "Franklin"];
        return
        [
            Upload(Commons, Pia, Time("02-14 10:00"), "Before.svg", "Before the session"),
            .. portraits.Select(
                (name, i) => Upload(Commons, Pia, Time($"03-08 10:{i:00}"), $"{name}.svg", $"A portrait of {name}")
            ),
            Upload(Commons, Bram, Time("03-08 12:00"), "Crème brûlée, \"lab\".svg", "Lunch"),
            Edit(Commons, Pia, Time("03-09 08:00"), "File:Noether.svg", "A portrait of Emmy Noether", "full name"),
            Upload(Commons, Tom, Time("03-09 09:00"), "Noether.svg", "").With("comment", "a rounder circle"),
            Upload(Commons, Pia, Time("03-10 09:00"), "Copyvio.svg", "Not mine"),
            Delete(Commons, Farm.Administrator, Time("03-11 09:00"), "File:Copyvio.svg"),
            Edit(Commons, Pia, Time("03-12 09:00"), "Women in science", "[[File:Noether.svg]]", "a gallery"),
            Upload(Commons, Pia, Time("03-16 10:00"), "Hopper.svg", "In both windows"),
            Upload(Commons, Pat, Time("03-17 10:00"), "Stranger.svg", "By nobody who takes part"),
            Edit(
                "metawiki",
                Zoe,
                Time("03-08 08:00"),
                "Women in science/Amsterdam",
                "Programme of the day",
                "programme"
            ),
        ];
    }
}
