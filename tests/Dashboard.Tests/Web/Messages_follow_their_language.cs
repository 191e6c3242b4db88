using System.Reflection;
using CampaignDashboard.Web;
using CampaignDashboard.Web.Localisation;

namespace CampaignDashboard.Tests.Web;

public sealed class Messages_follow_their_language(SampleSite site) : IClassFixture<SampleSite>
{
    private static readonly string[] Languages = ["de", "fr", "nl"];

    /// <summary>Every assembly of the product beside the tests that embeds messages.</summary>
    public static TheoryData<string> Assemblies() =>
        new(
            Directory
                .EnumerateFiles(AppContext.BaseDirectory, "CampaignDashboard.*.dll")
                .Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)))
                .Where(assembly => assembly.GetManifestResourceNames().Contains("i18n/en.json", StringComparer.Ordinal))
                .Select(assembly => assembly.GetName().Name!)
        );

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_language_has_the_keys_and_parameters_of_English_and_qqq_explains_each(string assembly)
    {
        var source = new MessageSource(Assembly.Load(assembly));
        var english = source.Read("en");
        Assert.NotEmpty(english);
        Assert.Equal(Sorted(english.Keys), Sorted(source.Read("qqq").Keys));
        foreach (var language in Languages)
        {
            var translated = source.Read(language);
            Assert.Equal(Sorted(english.Keys), Sorted(translated.Keys));
            foreach (var (key, text) in english)
                Assert.Equal(
                    $"{key}: {string.Join(' ', MessageFormat.Parameters(text))}",
                    $"{key}: {string.Join(' ', MessageFormat.Parameters(translated[key]))}"
                );
        }
    }

    [Theory]
    [InlineData("en", 0, "0 edits")]
    [InlineData("en", 1, "1 edit")]
    [InlineData("en", 2, "2 edits")]
    [InlineData("de", 0, "0 edits")]
    [InlineData("de", 1, "1 edit")]
    [InlineData("nl", 1, "1 edit")]
    [InlineData("nl", 0, "0 edits")]
    [InlineData("fr", 0, "0 edit")]
    [InlineData("fr", 1, "1 edit")]
    [InlineData("fr", 2, "2 edits")]
    public void Plurals_follow_CLDR(string language, int count, string expected) =>
        Assert.Equal(expected, MessageFormat.Format("$1 {{PLURAL:$1|edit|edits}}", Language.Find(language)!, [count]));

    [Theory]
    [InlineData("en", "1,234,567")]
    [InlineData("de", "1.234.567")]
    [InlineData("fr", "1\u202f234\u202f567")]
    [InlineData("nl", "1.234.567")]
    public void Numbers_are_written_as_in_the_language(string language, string expected) =>
        Assert.Equal(expected, MessageFormat.Format("$1", Language.Find(language)!, [1_234_567]));

    [Fact]
    public void A_parameter_that_looks_like_one_is_not_replaced_again() =>
        Assert.Equal("$2 and b", MessageFormat.Format("$1 and $2", Language.English, ["$2", "b"]));

    [Theory]
    [InlineData(9_999, "9,999")]
    [InlineData(12_345, "12.3 k")]
    [InlineData(999_999, "999.9 k")]
    [InlineData(-2_500_000, "-2.5 M")]
    [InlineData(long.MinValue, "-9,223,372,036.8 bn")]
    public void Large_numbers_are_shortened_and_never_rounded_up(long number, string expected) =>
        Assert.Equal(expected, site.Localisers.For(Language.English).Humanise(number));

    [Fact]
    public void An_unknown_key_is_an_exception_here() =>
        Assert.Throws<KeyNotFoundException>(() => site.Localisers.For(Language.English)["web-nonsense"]);

    [Fact]
    public void An_unknown_key_is_shown_as_such_to_readers()
    {
        var catalogue = new MessageCatalogue([new MessageSource(typeof(WebSetup).Assembly)]);

        Assert.Equal("⧼web-nonsense⧽", new Localiser(catalogue, Language.English, strict: false)["web-nonsense"]);
    }

    [Fact]
    public void Qqx_shows_the_keys() => Assert.Equal("(web-api)", site.Localisers.For(Language.Keys)["web-api"]);

    private static string[] Sorted(IEnumerable<string> keys) => [.. keys.Order(StringComparer.Ordinal)];
}
