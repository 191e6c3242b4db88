using CampaignDashboard.Identity;

namespace CampaignDashboard.Tests.Identity;

public sealed class User_names_are_spelt_as_wikis_spell_them
{
    [Theory]
    [InlineData("alice", "Alice")]
    [InlineData("  Old_Timer ", "Old Timer")]
    [InlineData("old   timer", "Old timer")]
    [InlineData("élodie Martin", "Élodie Martin")]
    [InlineData("مستخدم", "مستخدم")]
    [InlineData("=Formula", "=Formula")]
    [InlineData("\ud83d", "\ud83d")]
    [InlineData("__", "")]
    public void A_typed_name_becomes_the_wikis_name(string typed, string expected) =>
        Assert.Equal(expected, UserName.Tidied(typed));
}
