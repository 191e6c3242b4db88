using System.Globalization;
using System.Text.Json;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.WikiFarm;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wiki = CampaignDashboard.MediaWiki.Wiki;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>Texts of revisions, uploads and uses of files, as a real MediaWiki tells them.</summary>
public sealed class TextsAndFilesOnRealWikisTests(WikiFarmFixture fixture)
{
    private const string Author = "Ines Vega";
    private const string Photographer = "Photo Pia";

    [Fact]
    public async Task The_references_of_the_first_case_are_eight_from_one()
    {
        var farm = await fixture.Running();
        var answer = await farm.Ask(
            "enwiki",
            $"action=query&list=usercontribs&ucuser={Uri.EscapeDataString(Author)}&ucnamespace=0&ucprop=ids|sizediff"
        );
        var edit = answer.GetProperty("query").GetProperty("usercontribs")[0];
        long revision = edit.GetProperty("revid").GetInt64();
        long parent = edit.GetProperty("parentid").GetInt64();

        using var client = Client(farm);
        var texts = await Texts(client, revision, parent);

        Assert.Equal(123, edit.GetProperty("sizediff").GetInt32());
        Assert.Equal((8, 1), (References.In("wikitext", texts[revision]!), References.In("wikitext", texts[parent]!)));
    }

    [Fact]
    public async Task A_hidden_text_and_one_of_a_deleted_page_are_not_told_and_the_others_are()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await OwnFarm.Start(stop);
        var farm = own.Farm;
        var then = Editathon.Window.Start.AddDays(1);
        long[] revisions = await Task.WhenAll(
            ((string[])["Shown", "Hidden", "Gone"]).Select(async title =>
                (await farm.As("enwiki", Author).Edit(title, $"{title}<ref>a</ref>", "a test", then, stop))
                    .GetProperty("edit")
                    .GetProperty("newrevid")
                    .GetInt64()
            )
        );
        await Act(farm, ("action", "edit"), ("title", "Hidden"), ("text", "Later"));
        await Act(
            farm,
            ("action", "revisiondelete"),
            ("type", "revision"),
            ("ids", revisions[1].ToString(CultureInfo.InvariantCulture)),
            ("hide", "content")
        );
        await Act(farm, ("action", "delete"), ("title", "Gone"));

        using var client = Client(farm);
        var texts = await Texts(client, [.. revisions, 999_999]);

        Assert.Equal<string?>(["Shown<ref>a</ref>", null, null, null], revisions.Append(999_999).Select(r => texts[r]));
    }

    [Fact]
    public async Task First_uploads_are_told_with_those_that_were_deleted_and_without_second_versions()
    {
        var farm = await fixture.Running();
        using var client = Client(farm);

        Assert.Equal(
            ["File:Noether.svg", "File:Meitner.svg", "File:Franklin.svg", "File:Copyvio.svg", "File:Hopper.svg"],
            (await Uploads(client, Photographer)).Select(u => u.Title)
        );
        Assert.All(await Uploads(client, Photographer), u => Assert.True(u.PageId > 0));
        Assert.Empty(await Uploads(client, "Tom 🦉"));
    }

    [Fact]
    public async Task Uses_of_files_are_those_on_content_pages_and_a_deleted_file_has_none()
    {
        var farm = await fixture.Running();
        using var galleries = Client(farm, ("ContentNamespaces:commonswiki:0", "0"));
        using var files = Client(farm);
        var uploads = await Uploads(files, Photographer);

        var uses = await Uses(galleries, uploads);

        // The gallery that shows the portrait of Noether is content if the settings say so, and by default files alone are.
        Assert.Equal([1, 0, 0, 0, 0], uploads.Select(u => uses[u.PageId]));
        Assert.All(await Uses(files, uploads), u => Assert.Equal(0, u.Value));
    }

    private static ServiceProvider Client(Farm farm, params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddMediaWiki(
                new ConfigurationBuilder()
                    .AddInMemoryCollection([
                        new("OnlyConfigured", "true"),
                        .. ((string[])["enwiki", "commonswiki"]).Select(w => new KeyValuePair<string, string?>(
                            $"Wikis:{w}",
                            farm.ApiAddress(w).AbsoluteUri
                        )),
                        .. settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)),
                    ])
                    .Build()
            )
            .BuildServiceProvider();

    private static Wiki At(ServiceProvider client, string wiki) =>
        client.GetRequiredService<WikiDirectory>().Get(new(wiki));

    private static async Task<Dictionary<long, string?>> Texts(ServiceProvider client, params long[] revisions)
    {
        var texts = new Dictionary<long, string?>();
        var api = client.GetRequiredService<ActionApi>();
        await foreach (
            var some in api.RevisionTexts(At(client, "enwiki"), revisions, TestContext.Current.CancellationToken)
        )
        {
            some.ToList().ForEach(t => texts.Add(t.Revision, t.Text));
        }
        return texts;
    }

    private static async Task<List<FileUpload>> Uploads(ServiceProvider client, string user)
    {
        var (start, end) = Editathon.Window;
        List<FileUpload> uploads = [];
        var api = client.GetRequiredService<ActionApi>();
        await foreach (
            var some in api.Uploads(At(client, "commonswiki"), user, start, end, TestContext.Current.CancellationToken)
        )
        {
            uploads.AddRange(some);
        }
        return uploads;
    }

    private static Task<IReadOnlyDictionary<long, int>> Uses(ServiceProvider client, IEnumerable<FileUpload> uploads) =>
        client
            .GetRequiredService<FileUses>()
            .Count(
                At(client, "commonswiki"),
                [.. uploads.Select(u => u.PageId)],
                TestContext.Current.CancellationToken
            );

    private static Task<JsonElement> Act(Farm farm, params (string Name, string Value)[] parameters) =>
        farm.As("enwiki", Farm.Administrator)
            .Act(
                parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
                Editathon.Window.Start.AddDays(2),
                TestContext.Current.CancellationToken
            );
}
