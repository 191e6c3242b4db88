using CampaignDashboard.Campaigns;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Slugs_are_readable_addresses
{
    private static readonly Guid Id = new("0123456789ab40008000000000000000");

    [Theory]
    [InlineData("Women in Science 2026", "women-in-science-2026")]
    [InlineData("  Wiki Loves … Monuments! ", "wiki-loves-monuments")]
    [InlineData("Fête de l’été", "fête-de-l-été")]
    [InlineData("Редактон в музее", "редактон-в-музее")]
    [InlineData("विकिपीडिया", "विकिपीडिया")]
    [InlineData("ويكيبيديا 2026", "ويكيبيديا-2026")]
    [InlineData("…", "")]
    public void A_title_suggests_a_slug(string title, string slug) => Assert.Equal(slug, Slug.From(title));

    [Theory]
    [InlineData(null, "Jury meeting", "jury-meeting-000000000000")]
    [InlineData(null, "…", "000000000000")]
    [InlineData("jury", "Jury meeting", "jury")]
    public void Nobody_guesses_the_slug_of_what_is_unlisted(string? asked, string title, string slug) =>
        Assert.Equal(slug, Slug.OfUnlisted(asked, title, Id));

    [Theory]
    [InlineData("women-in-science-2026")]
    [InlineData("fête-de-l-été")]
    [InlineData("विकिपीडिया")]
    public void What_a_title_suggests_is_well_formed(string slug) => Assert.True(Slug.IsWellFormed(slug));

    [Theory]
    [InlineData("Women")]
    [InlineData("-women")]
    [InlineData("women-")]
    [InlineData("women--science")]
    [InlineData("women/science")]
    [InlineData("../etc")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_not(string? slug) => Assert.False(Slug.IsWellFormed(slug));

    [Fact]
    public void A_long_title_is_cut_and_stays_well_formed()
    {
        var slug = Slug.From(string.Concat(Enumerable.Repeat("word ", 60)));
        Assert.InRange(slug.Length, 70, Slug.MaximumLength);
        Assert.True(Slug.IsWellFormed(slug));
    }

    [Fact]
    public void A_cut_never_splits_a_letter_in_two()
    {
        // Letters outside of the basic plane take two chars each; an odd start puts the cut into the middle of one.
        var slug = Slug.From("a" + string.Concat(Enumerable.Repeat("𐐷", 60)));
        Assert.True(slug.IsNormalized(), "A lone half of a letter is no text.");
        Assert.True(Slug.IsWellFormed(slug));
    }

    [Fact]
    public void The_slug_asked_for_goes_before_the_title_and_the_title_before_the_id()
    {
        Assert.Equal("asked", Slug.Of("asked", "Title", Id));
        Assert.Equal("title", Slug.Of("", "Title", Id));
        Assert.Equal("0123456789ab", Slug.Of(null, "…", Id));
    }
}
