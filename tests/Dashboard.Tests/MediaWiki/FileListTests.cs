using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>Files: who uploaded them first, and where they are used.</summary>
public sealed class FileListTests
{
    private static readonly DateTimeOffset Start = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Uploads_of_a_user_are_read_from_the_log_to_its_end()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(
            """
            {"batchcomplete":true,"continue":{"lecontinue":"20240507090000|8","continue":"-||"},"query":{"logevents":[
             {"logid":7,"ns":6,"title":"File:Blue square.png","pageid":16,"logpage":16,"user":"Bob","timestamp":"2024-05-06T09:00:00Z"},
             {"logid":6,"user":"Bob","actionhidden":true,"timestamp":"2024-05-06T10:00:00Z"}]}}
            """,
            """
            {"batchcomplete":true,"query":{"logevents":[
             {"logid":8,"ns":6,"title":"File:Deleted.png","pageid":0,"logpage":18,"user":"Bob","timestamp":"2024-05-07T09:00:00Z"},
             {"logid":9,"ns":6,"title":"File:Late.png","pageid":19,"logpage":19,"user":"Bob","timestamp":"2024-06-01T00:00:00Z"},
             {"logid":5,"ns":6,"title":"File:Old.png","pageid":20,"logpage":0,"user":"Bob","timestamp":"2024-05-08T00:00:00Z"}]}}
            """
        );

        List<FileUpload> uploads = [];
        await foreach (var some in wiki.Client().Uploads(wiki.Wiki, "Bob", Start, End, default))
        {
            uploads.AddRange(some);
        }

        Assert.Equal(
            [(7, 16, "File:Blue square.png"), (8, 18, "File:Deleted.png"), (5, 20, "File:Old.png")],
            uploads.Select(u => (u.LogId, u.PageId, u.Title))
        );
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 9, 0, 0, TimeSpan.Zero), uploads[0].Timestamp);
        Assert.Equal(["", "20240507090000|8"], wiki.Requests.Select(r => r["lecontinue"]));
        Assert.All(
            wiki.Requests,
            r =>
                Assert.Equal(
                    ("upload/upload", "Bob", "newer", "2024-05-01T00:00:00Z", "2024-05-31T23:59:59Z", "500"),
                    (r["leaction"], r["leuser"], r["ledir"], r["lestart"], r["leend"], r["lelimit"])
                )
        );
    }

    [Fact]
    public async Task Uses_on_content_pages_of_all_wikis_are_counted_where_the_wiki_knows_them()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            r["meta"] == "siteinfo" ? Site("GlobalUsage")
            : r["gucontinue"].Length == 0
                ? """
                    {"continue":{"gucontinue":"B.png|dewiki|9","continue":"||"},"query":{"pages":[
                     {"pageid":16,"ns":6,"title":"File:A.png","globalusage":[
                      {"title":"Eule","wiki":"de.wikipedia.org","pageid":"736","ns":"0"},
                      {"title":"User:Bob","wiki":"de.wikipedia.org","pageid":"737","ns":"2"},
                      {"title":"Property:P9","wiki":"www.wikidata.org","pageid":5,"ns":120},
                      {"title":"Appendix:X","wiki":"wiki.town.example","pageid":6,"ns":100},
                      {"title":"X","wiki":"wiki.town.example","pageid":7,"ns":0}]},
                     {"pageid":18,"missing":true},{"pageid":17,"ns":6,"title":"File:B.png","globalusage":[]}]}}
                    """
            : """
                {"batchcomplete":true,"query":{"pages":[{"pageid":16,"ns":6,"title":"File:A.png"},{"pageid":18,"missing":true},
                 {"pageid":17,"ns":6,"title":"File:B.png","globalusage":[{"title":"Eule","wiki":"de.wikipedia.org","pageid":"736","ns":"0"}]}]}}
                """
        );

        var uses = await Uses(wiki, 16, 17, 18);

        Assert.Equal([(16, 3), (17, 1), (18, 0)], uses.Select(u => (u.Key, u.Value)));
        Assert.Equal(["", "globalusage", "globalusage"], wiki.Requests.Select(r => r["prop"]));
        Assert.Equal(["16|17|18", "16|17|18"], wiki.Requests.Skip(1).Select(r => r["pageids"]));
    }

    [Fact]
    public async Task Elsewhere_the_uses_on_content_pages_of_the_wiki_itself_are_counted()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            r["meta"] == "siteinfo"
                ? Site("Cite")
                : """
                    {"batchcomplete":true,"query":{"pages":[{"pageid":16,"ns":6,"title":"File:A.png","fileusage":[
                     {"pageid":1,"ns":0,"title":"Eule","redirect":false},{"pageid":2,"ns":2,"title":"User:Bob","redirect":false}]}]}}
                    """
        );

        Assert.Equal([(16, 1)], (await Uses(wiki, 16)).Select(u => (u.Key, u.Value)));
        Assert.Equal(["", "fileusage"], wiki.Requests.Select(r => r["prop"]));
    }

    [Fact]
    public async Task Fifty_files_are_a_request_and_no_file_is_none()
    {
        await using ScriptedWiki wiki = await ScriptedWiki.Start(r =>
            r["meta"] == "siteinfo" ? Site("Cite") : """{"batchcomplete":true,"query":{"pages":[]}}"""
        );

        Assert.Empty(await Uses(wiki));
        Assert.Empty(wiki.Requests);
        Assert.All(await Uses(wiki, [.. Enumerable.Range(1, 101).Select(i => (long)i)]), u => Assert.Equal(0, u.Value));
        Assert.Equal([50, 50, 1], wiki.Requests.Skip(1).Select(r => r.Names("pageids").Length));
    }

    private static Task<IReadOnlyDictionary<long, int>> Uses(ScriptedWiki wiki, params long[] files) =>
        wiki.Program().GetRequiredService<FileUses>().Count(wiki.Wiki, files, default);

    private static string Site(string extension) =>
        Recorded.Site.Replace("CentralAuth", extension, StringComparison.Ordinal);
}
