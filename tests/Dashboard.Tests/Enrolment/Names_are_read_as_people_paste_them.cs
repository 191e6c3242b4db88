using CampaignDashboard.Enrolment;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Names_are_read_as_people_paste_them
{
    [Theory]
    [InlineData("  Alice ", "Alice")]
    [InlineData("User:Old_Timer", "Old Timer")]
    [InlineData("benutzer: Zoë O'Brien-Übersee", "Zoë O'Brien-Übersee")]
    [InlineData("[[User:Alice|the organiser]]", "Alice")]
    [InlineData("https://en.wikipedia.org/wiki/User:Old_Timer", "Old Timer")]
    [InlineData("https://fr.wikipedia.org/wiki/Utilisatrice:Zo%C3%AB/Brouillon#x", "Zoë")]
    [InlineData("https://ar.wikipedia.org/wiki/%D9%85%D8%B3%D8%AA%D8%AE%D8%AF%D9%85:Alice", "Alice")]
    [InlineData("https://en.wikipedia.org/wiki/Special:Contributions/Alice", "Alice")]
    [InlineData("https://en.wikipedia.org/w/index.php?title=User:Alice&action=edit", "Alice")]
    [InlineData("bad#name", "bad#name")]
    public void A_user_name_is_found_in_what_was_pasted(string pasted, string name) =>
        Assert.Equal(new PastedName(pasted.Trim(), name), Assert.Single(Pasted.UserNames([pasted])));

    [Theory]
    [InlineData("[[Mary Anning]]", "Mary Anning")]
    [InlineData("https://en.wikipedia.org/wiki/Mary_Anning#Life", "Mary Anning")]
    [InlineData("AC/DC", "AC/DC")]
    [InlineData("Help: a title", "Help: a title")]
    public void A_title_is_found_in_what_was_pasted(string pasted, string title) =>
        Assert.Equal(title, Assert.Single(Pasted.Titles([pasted])).Name);

    [Fact]
    public void Blank_lines_and_repetitions_are_left_out() =>
        Assert.Equal(
            ["Alice", "Bob"],
            Pasted.UserNames(["Alice\r\n\r\n  \nUser:Alice", "", "Bob"]).Select(n => n.Name)
        );
}
