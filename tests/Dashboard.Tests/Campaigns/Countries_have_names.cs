using CampaignDashboard.Campaigns;
using CampaignDashboard.Web.Localisation;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Countries_have_names
{
    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_has_one_of_its_own_in_each_language(string language)
    {
        var names = Countries.Codes.Select(code => Countries.Name(code, language)).ToArray();

        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(names, name => name.Length < 3);
    }

    [Fact]
    public void They_are_those_of_ISO_3166_and_Kosovo() => Assert.Equal(249 + 1, Countries.Codes.Count);

    [Fact]
    public void A_country_is_told_in_the_language_of_the_reader() =>
        Assert.Equal(
            ["Netherlands", "Niederlande", "Pays-Bas", "Nederland"],
            ((string[])["en", "de", "fr", "nl"]).Select(language => Countries.Name("NL", language))
        );
}
