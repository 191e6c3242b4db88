using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

public sealed class WikiDirectoryTests
{
    private readonly WikiDirectory directory = new(new WikiSettings());

    [Theory]
    [InlineData("enwiki", "enwiki")]
    [InlineData(" EN.Wikipedia ", "enwiki")]
    [InlineData("en.wikipedia.org", "enwiki")]
    [InlineData("en.m.wikipedia.org", "enwiki")]
    [InlineData("https://en.wikipedia.org", "enwiki")]
    [InlineData("http://en.wikipedia.org/", "enwiki")]
    [InlineData("//en.wikipedia.org/wiki/X", "enwiki")]
    [InlineData("https://en.wikipedia.org/wiki/Zürich?action=history#Top", "enwiki")]
    [InlineData("en.wikipedia.org/wiki/X", "enwiki")]
    [InlineData("https://www.wikidata.org/wiki/Q42", "wikidatawiki")]
    [InlineData("wikidata", "wikidatawiki")]
    [InlineData("m.wikidata.org", "wikidatawiki")]
    [InlineData("Commons", "commonswiki")]
    [InlineData("commons.wikimedia.org", "commonswiki")]
    [InlineData("commons.wikimedia", "commonswiki")]
    [InlineData("meta", "metawiki")]
    [InlineData("mediawiki", "mediawikiwiki")]
    [InlineData("simple.wikipedia", "simplewiki")]
    [InlineData("zh-yue.wikipedia", "zh_yuewiki")]
    [InlineData("zh_yuewiki", "zh_yuewiki")]
    [InlineData("yue.wikipedia.org", "zh_yuewiki")]
    [InlineData("be-tarask.wikipedia", "be_x_oldwiki")]
    [InlineData("be-x-old.wikipedia.org", "be_x_oldwiki")]
    [InlineData("be_x_oldwiki", "be_x_oldwiki")]
    [InlineData("be.wikipedia", "bewiki")]
    [InlineData("nds-nl.wikipedia", "nds_nlwiki")]
    [InlineData("nb.wikipedia", "nowiki")]
    [InlineData("fr.wiktionary", "frwiktionary")]
    [InlineData("de.wikisource.org", "dewikisource")]
    [InlineData("wikisource.org", "sourceswiki")]
    [InlineData("nl.wikivoyage", "nlwikivoyage")]
    [InlineData("ar.wikiquote", "arwikiquote")]
    [InlineData("it.wikibooks", "itwikibooks")]
    [InlineData("es.wikinews", "eswikinews")]
    [InlineData("cs.wikiversity", "cswikiversity")]
    public void A_wiki_is_found_by_whatever_people_call_it(string text, string id) =>
        Assert.Equal(id, directory.Find(text)?.Id.Value);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("en")]
    [InlineData("wikipedia")]
    [InlineData("xyzzy.wikipedia")]
    [InlineData("en.wikipedia.com")]
    [InlineData("en.wikipedia.org.example.com")]
    [InlineData("https://example.com/en.wikipedia.org")]
    [InlineData("https://en.wikipedia.org@example.com/")]
    [InlineData("https://")]
    [InlineData("://")]
    [InlineData("en.wikipedia.orgy")]
    [InlineData("en..wikipedia")]
    [InlineData("enwiki; drop table")]
    public void Nonsense_is_no_wiki(string text) => Assert.Null(directory.Find(text));

    [Fact]
    public void Every_database_name_and_every_host_finds_its_wiki()
    {
        Assert.True(WikimediaWikis.Hosts.Count > 2000);
        Assert.All(
            WikimediaWikis.Hosts,
            w =>
            {
                Assert.Equal(w.Key, directory.Find(w.Key)?.Id.Value);
                Assert.Equal(w.Key, directory.Find($"https://{w.Value}/wiki/X")?.Id.Value);
                Assert.Equal(w.Key, directory.Find(directory.Get(new(w.Key)).DisplayName)?.Id.Value);
            }
        );
    }

    [Fact]
    public void A_wiki_knows_its_addresses_and_its_content()
    {
        Assert.Equal("https://be-tarask.wikipedia.org/w/api.php", directory.Get(new("be_x_oldwiki")).Api.AbsoluteUri);
        Assert.Equal("en.wikipedia", directory.Get(new("enwiki")).DisplayName);
        Assert.Equal("wikidata", directory.Get(new("wikidatawiki")).DisplayName);
        Assert.Equal([0], directory.Get(new("enwiki")).ContentNamespaces);
        Assert.Equal([6], directory.Get(new("commonswiki")).ContentNamespaces);
        Assert.Equal([0, 120, 146], directory.Get(new("wikidatawiki")).ContentNamespaces);
    }

    [Theory]
    [InlineData("Main Page", "Main_Page")]
    [InlineData("File:Blue (2)/x.png", "File:Blue_(2)/x.png")]
    [InlineData("Why? 100% & more #1 + \"x\"", "Why%3F_100%25_%26_more_%231_%2B_%22x%22")]
    [InlineData("Zürich", "Z%C3%BCrich")]
    public void A_title_becomes_an_address_as_MediaWiki_writes_it(string title, string path) =>
        Assert.Equal("https://en.wikipedia.org/wiki/" + path, directory.PageAddress(new("enwiki"), title).AbsoluteUri);

    [Fact]
    public void A_revision_has_the_address_of_its_change() =>
        Assert.Equal(
            "https://en.wikipedia.org/w/index.php?diff=123",
            directory.DiffAddress(new("enwiki"), 123).AbsoluteUri
        );

    [Fact]
    public void A_configured_wiki_stands_in_for_the_known_one_and_is_found_by_its_host_too()
    {
        var configured = new WikiDirectory(
            new WikiSettings
            {
                Wikis =
                {
                    ["enwiki"] = "http://127.0.0.1:42100/w/api.php",
                    ["town"] = "https://wiki.town.example/api.php",
                },
                ContentNamespaces = { ["town"] = [0, 100] },
            }
        );

        Assert.Equal("http://127.0.0.1:42100/w/api.php", configured.Find("en.wikipedia.org")?.Api.AbsoluteUri);
        Assert.Equal("enwiki", configured.Find("http://127.0.0.1:42100/wiki/X")?.Id.Value);
        Assert.Equal("town", configured.Find("wiki.town.example")?.DisplayName);
        Assert.Equal([0, 100], configured.Find("town")?.ContentNamespaces);
        Assert.Equal("http://127.0.0.1:42100/wiki/A_b", configured.PageAddress(new("enwiki"), "A b").AbsoluteUri);
        Assert.Equal("frwiki", configured.Find("fr.wikipedia")?.Id.Value);
    }

    [Fact]
    public void With_only_configured_wikis_no_other_exists()
    {
        var closed = new WikiDirectory(
            new WikiSettings { OnlyConfigured = true, Wikis = { ["enwiki"] = "http://127.0.0.1:42100/w/api.php" } }
        );

        Assert.NotNull(closed.Find("en.wikipedia"));
        Assert.Null(closed.Find("fr.wikipedia"));
        var failure = Assert.Throws<WikiException>(() => closed.Get(new("frwiki")));
        Assert.Equal("unknown-wiki", failure.Code);
    }
}
