using System.Globalization;
using System.Text.Json;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>The yardstick itself, held against numbers counted by hand from the history's entries.</summary>
public sealed class IndependentCountTests(WikiFarmFixture fixture)
{
    private static readonly CountedWiki English = new("enwiki", 0);
    private static readonly DateTimeOffset FirstEvening = new(2026, 3, 8, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Four_edits_of_which_one_is_content() =>
        Assert.Equal(
            new CountedFigures(1, 4, 1, 1, 0, 1, 123, 0, 123, 123, 23),
            await Count("Ines Vega", English, Editathon.Window.End)
        );

    [Fact]
    public async Task Two_authors_of_one_page_have_their_own_bytes()
    {
        Assert.Equal(
            new CountedFigures(1, 2, 2, 1, 0, 1, 10, -100, -90, 110, 1),
            await Count("Chiara Rossi", English, FirstEvening)
        );
        Assert.Equal(
            new CountedFigures(1, 2, 2, 1, 0, 1, 130, -4, 126, 134, 25),
            await Count("Olga Nováková", English, FirstEvening)
        );
    }

    [Fact]
    public async Task The_first_instant_counts_and_the_end_does_not() =>
        Assert.Equal(
            new CountedFigures(1, 2, 2, 1, 0, 1, 50, 0, 50, 50, 9),
            await Count("Edge Eddy", English, Editathon.Window.End)
        );

    [Fact]
    public async Task A_draft_moved_to_an_article_is_an_article_created_by_its_first_author() =>
        Assert.Equal(
            new CountedFigures(1, 4, 3, 1, 1, 0, 1110, 0, 1110, 1110, 214),
            await Count("Lovelace, Ada", English, FirstEvening.AddDays(1), from: FirstEvening.AddHours(-12))
        );

    [Fact]
    public async Task The_redirect_that_a_move_leaves_behind_is_edited_and_not_created() =>
        Assert.Equal(
            // 480 new, 31 of the redirect, 52, and a page blanked to 1 byte (-899) and written anew (+1250); 66 on a talk page.
            new CountedFigures(1, 7, 6, 3, 1, 2, 1813, -899, 914, 2712, 350),
            await Count("Bram de Vries", new CountedWiki("nlwiki", 0), FirstEvening)
        );

    [Fact]
    public async Task Uploads_are_pages_of_the_file_namespace_and_a_deleted_one_is_gone() =>
        Assert.Equal(
            new CountedFigures(1, 6, 5, 4, 4, 0, 84, 0, 84, 84, 16),
            await Count("Photo Pia", new CountedWiki("commonswiki", 6), Editathon.Window.End)
        );

    [Fact]
    public async Task Everybody_but_the_quiet_one_is_an_editor_and_nobody_twice()
    {
        var farm = await fixture.Running();
        Assert.Equal(13, IndependentCount.Of(farm, Editathon.WomenInScience).Editors);
        Assert.Equal(6, IndependentCount.Of(farm, Editathon.WomenInTechnology).Editors);
        Assert.Equal(0, (await Count("Quiet Quentin", English, Editathon.Window.End)).Edits);
    }

    [Theory]
    [InlineData("enwiki")]
    [InlineData("frwiki")]
    [InlineData("nlwiki")]
    [InlineData("commonswiki")]
    public async Task The_api_shows_the_same_revisions(string wiki)
    {
        var farm = await fixture.Running();
        var (start, end) = Editathon.Window;
        var counted = Editathon.Wikis.Single(w => string.Equals(w.Name, wiki, StringComparison.Ordinal));
        var figures = IndependentCount.Of(farm, Editathon.Participants, [counted], start, end);

        var rows = await Contributions(farm, wiki, start, end.AddSeconds(-1));

        Assert.Equal(figures.Edits, rows.Length);
        Assert.Equal(
            figures.BytesNet,
            rows.Where(row => counted.ContentNamespaces.Contains(row.GetProperty("ns").GetInt32()))
                .Sum(row => row.GetProperty("sizediff").GetInt64())
        );
    }

    private static async Task<JsonElement[]> Contributions(
        Farm farm,
        string wiki,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var users = Uri.EscapeDataString(string.Join('|', Editathon.Participants));
        var answer = await farm.Ask(
            wiki,
            string.Create(
                CultureInfo.InvariantCulture,
                $"action=query&list=usercontribs&uclimit=500&ucdir=newer&ucprop=ids|title|sizediff&ucuser={users}&ucstart={from.UtcDateTime:s}Z&ucend={to.UtcDateTime:s}Z"
            )
        );
        Assert.False(answer.TryGetProperty("continue", out _));
        return [.. answer.GetProperty("query").GetProperty("usercontribs").EnumerateArray()];
    }

    private async Task<CountedFigures> Count(
        string person,
        CountedWiki wiki,
        DateTimeOffset end,
        DateTimeOffset? from = null
    ) => IndependentCount.Of(await fixture.Running(), [person], [wiki], from ?? Editathon.Window.Start, end);
}
