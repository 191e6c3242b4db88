using CampaignDashboard.Campaigns;

namespace CampaignDashboard.Tests.Campaigns;

public sealed class Wikis_are_typed_in_many_ways
{
    [Theory]
    [InlineData("en.wikipedia", "en.wikipedia")]
    [InlineData(
        "enwiki\r\n nlwiki,commons; https://fr.wikipedia.org",
        "enwiki|nlwiki|commons|https://fr.wikipedia.org"
    )]
    [InlineData("en.wikipedia: 0, 14\nnl.wikipedia", "en.wikipedia: 0, 14|nl.wikipedia")]
    [InlineData("en.wikipedia:0,14", "en.wikipedia:0, 14")]
    [InlineData("en.wikipedia 0 14, nlwiki", "en.wikipedia: 0, 14|nlwiki")]
    [InlineData("https://en.wikipedia.org: 0", "https://en.wikipedia.org: 0")]
    [InlineData("http://127.0.0.1:8401: 0, 14", "http://127.0.0.1:8401: 0, 14")]
    [InlineData("14", "14")]
    [InlineData(" \n ,; ", "")]
    public void A_text_is_a_list_of_entries(string typed, string entries) =>
        Assert.Equal(entries, string.Join('|', WikiEntry.Split(typed)));

    [Theory]
    [InlineData("enwiki", "enwiki", null)]
    [InlineData(" enwiki : 14, 0,14 ", "enwiki", "0 14")]
    [InlineData("https://en.wikipedia.org", "https://en.wikipedia.org", null)]
    [InlineData("https://en.wikipedia.org: 0", "https://en.wikipedia.org", "0")]
    [InlineData("http://127.0.0.1:8401", "http://127.0.0.1:8401", null)]
    [InlineData("http://127.0.0.1:8401: 0, 14", "http://127.0.0.1:8401", "0 14")]
    [InlineData("en.wikipedia:14", "en.wikipedia", "14")]
    [InlineData("enwiki: talk", "enwiki: talk", null)]
    [InlineData("enwiki: -1", "enwiki: -1", null)]
    [InlineData("enwiki: 99999999999", "enwiki: 99999999999", null)]
    [InlineData("enwiki:", "enwiki:", null)]
    public void An_entry_is_a_wiki_and_perhaps_its_content_namespaces(string text, string name, string? namespaces)
    {
        var entry = WikiEntry.Read(text, whole => whole == "http://127.0.0.1:8401");

        Assert.Equal(name, entry.Name);
        Assert.Equal(namespaces, entry.ContentNamespaces is { } numbers ? string.Join(' ', numbers) : null);
    }
}
